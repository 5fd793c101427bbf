"""What each kind of news is called and says; names and titles at most, never what is in a work."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from portal import dates
from portal.models import News
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

Says = Mapping[str, Any]

NAMES = {
    News.FEEDBACK: _l("Your work was answered"),
    News.ADDITION: _l("Something was added to an answer"),
    News.REPLY: _l("Somebody replied to a note"),
    News.STEP_DUE: _l("A next step is due tomorrow"),
    News.LINK_ENDS: _l("A link of yours ends in a week"),
    News.LINK_ANSWER: _l("Somebody answered you through a link"),
    News.NEW_WORK: _l("New work waits for you"),
    News.PROMISE: _l("The day of a promised answer is near, or has moved"),
    News.QUESTION: _l("A question about a draft, or its answer"),
    News.HAND_OVER: _l("A learner or an answer was handed to you"),
    News.REPORT: _l("Something was reported, or a report was answered"),
}


def name_of(kind: News) -> str:
    """Return what the kind of news is called, with no name and no title."""
    return str(NAMES[kind])


def line(kind: News, says: Says) -> str:
    """Say the news in one line; raises KeyError when a name or title is missing."""
    return LINES[kind](says)


def more(kind: News, says: Says) -> list[str]:
    """Return what a mail says beside the line."""
    return [sentence for sentence in MORE[kind](says) if sentence]


def _promise(says: Says) -> str:
    if says.get("moved"):
        return _("An answer is promised by another day now: %(title)s", **says)
    if says["passed"]:
        return _("The promised day has passed: %(title)s", **says)
    return _("An answer is due tomorrow: %(title)s", **says)


def _question(says: Says) -> str:
    if says["answered"]:
        return _("%(name)s answered your question: %(title)s", **says)
    return _("%(name)s asks about a draft: %(title)s", **says)


def _hand_over(says: Says) -> str:
    if says.get("title"):
        return _("You go on with the answer to %(name)s: %(title)s", **says)
    return _("You are a mentor of %(name)s now", **says)


def _report(says: Says) -> str:
    if says.get("hidden"):
        return _("The coordinator has hidden words of yours")
    return _("Your report was answered") if says["answered"] else _("Something was reported to you")


def _promised(says: Says) -> str:
    return _("An answer is promised by %(day)s.", day=_day(says)) if says.get("day") else ""


def _day(says: Says) -> str:
    return dates.day(date.fromisoformat(says["day"]))


LINES: Mapping[News, Callable[[Says], str]] = {
    News.FEEDBACK: lambda says: _("%(name)s answered: %(title)s", **says),
    News.ADDITION: lambda says: _("%(name)s added to the answer: %(title)s", **says),
    News.REPLY: lambda says: _("%(name)s replied to a note: %(title)s", **says),
    News.STEP_DUE: lambda says: _("A next step is due on %(day)s", day=_day(says)),
    News.LINK_ENDS: lambda says: _(
        "Your link “%(label)s” ends on %(day)s", label=says["label"], day=_day(says)
    ),
    News.LINK_ANSWER: lambda says: _("%(name)s answered you", **says),
    News.NEW_WORK: lambda says: _("%(name)s sent: %(title)s", **says),
    News.PROMISE: _promise,
    News.QUESTION: _question,
    News.HAND_OVER: _hand_over,
    News.REPORT: _report,
}

MORE: Mapping[News, Callable[[Says], tuple[str, ...]]] = {
    News.FEEDBACK: lambda says: (
        _("%(name)s has answered version %(number)s of your work “%(title)s”.", **says),
        _("What to do next stands first on this page:"),
    ),
    News.ADDITION: lambda says: (_("Read it under the answer:"),),
    News.REPLY: lambda says: (_("It is note %(number)s on this page:", **says),),
    News.STEP_DUE: lambda says: (_("Here is what it is, and where you say that it is done:"),),
    News.LINK_ENDS: lambda says: (_("After that day it opens nothing. Here you make it longer:"),),
    News.LINK_ANSWER: lambda says: (
        _("%(name)s opened your link “%(label)s” and wrote to you.", **says),
        _("Read it here:"),
    ),
    News.NEW_WORK: lambda says: (
        _("It is version %(number)s.", **says) + " " + _promised(says),
        _("Answer it here:"),
    ),
    News.PROMISE: lambda says: (
        _promised(says),
        _("Here is your work:") if says.get("moved") else _("Answer it here:"),
    ),
    News.QUESTION: lambda says: (_("Read it here:"),),
    News.HAND_OVER: lambda says: (_("Here you go on:"),),
    News.REPORT: lambda says: (_("Read it here:"),),
}
