"""Who can see a thing, in plain words; true at this moment."""

from collections.abc import Sequence
from datetime import date

from portal import dates
from portal.blueprints.trust.seeing.things import SeenReflection, SeenWork
from portal.blueprints.work.saying import isolated, say_names
from portal.words import gettext as _


def say_work(work: SeenWork, mentors: Sequence[str], links: Sequence[str]) -> list[str]:
    """Say who can see a work: what was sent, the draft, and by which links."""
    said = []
    if work.sent:
        said.append(_shown(mentors))
    if work.draft:
        said.append(_draft(work, mentors))
    return said + _by_links(links)


def _shown(mentors: Sequence[str]) -> str:
    if not mentors:
        return _("Only you: nobody mentors you in this programme now.")
    return _("What you sent: you and %(names)s.", names=say_names(mentors))


def _draft(work: SeenWork, mentors: Sequence[str]) -> str:
    if work.asked and mentors:
        names = say_names(mentors)
        return _("Your draft: you, and while your question is open %(names)s.", names=names)
    return _("Your draft: only you.") if work.sent else _("Only you: it is a draft.")


def say_reflection(
    reflection: SeenReflection, mentors: Sequence[str], links: Sequence[str]
) -> list[str]:
    """Say who can see a reflection."""
    if reflection.shared_in_id is None:
        own = _("Only you, on this portal.") if links else _("Only you.")
    elif mentors:
        own = _("Shared: you and %(names)s.", names=say_names(mentors))
    else:
        own = _("Shared, but nobody mentors you in this programme now: only you.")
    return [own, *_by_links(links)]


def say_link(label: str, ends_on: date, *, one_piece: bool) -> str:
    """Say who a link lets in, and until when."""
    values = {"label": isolated(label), "day": dates.long_day(ends_on)}
    if one_piece:
        return _("One piece of it: everybody who has your link %(label)s, until %(day)s.", **values)
    return _("Whoever has your link %(label)s, until %(day)s.", **values)


def _by_links(links: Sequence[str]) -> list[str]:
    return [_("Whoever has your link: %(links)s.", links=say_names(links))] if links else []
