"""Words for where a work is and who sees it."""

from collections.abc import Sequence

from portal.models import WorkState
from portal.words import gettext as _


def say_state(state: str) -> str:
    """Say the state of a work in a word or two."""
    words = {
        WorkState.DRAFT: _("Draft"),
        WorkState.SENT: _("Sent"),
        WorkState.REVISE: _("To revise"),
        WorkState.ACHIEVED: _("Achieved"),
    }
    return words[WorkState(state)]


def isolated(name: str) -> str:
    """Keep a name's own direction of writing to itself within a sentence."""
    return f"\u2068{name}\u2069"


def say_names(names: Sequence[str]) -> str:
    """Say names in a row: "Tom", "Tom and Sara", "Tom, Sara and Li"."""
    each = [isolated(name) for name in names]
    if len(each) < 2:
        return "".join(each)
    return _("%(names)s and %(last)s", names=", ".join(each[:-1]), last=each[-1])


def say_who_sees_draft(mentors: Sequence[str], *, asked: bool = False) -> str:
    """Say who sees a draft, and who will see it once it is sent.

    `asked` says that her question about it is open.
    """
    if asked and mentors:
        return _asked(mentors)
    if not mentors:
        return _("Only you can see this draft. You have no mentor yet, so nobody else will.")
    names = say_names(mentors)
    return _("Only you can see this draft. When you send it, %(names)s can see it.", names=names)


def _asked(mentors: Sequence[str]) -> str:
    names = say_names([_("you"), *mentors])
    return _("Until your question is answered, this draft can be read by %(names)s.", names=names)


def say_who_sees_sent(
    mentors: Sequence[str], links: Sequence[str] = (), *, asked: bool = False
) -> str:
    """Say to the learner who sees what she sent; `links` are the labels of her live links to it."""
    names = say_names([_("you"), *mentors])
    words = _("What you sent can be seen by %(names)s.", names=names)
    if not mentors:
        words += " " + _("You have no mentor yet: ask your coordinator.")
    if asked and mentors:
        words += " " + _asked(mentors)
    if links:
        shown = say_names(links)
        words += " " + _("Also by everybody who has your link: %(links)s.", links=shown)
    return words


def say_who_sees_theirs(learner: str, mentors: Sequence[str]) -> str:
    """Say to a mentor who sees what a learner sent."""
    names = say_names([learner, *mentors])
    return _("This can be seen by %(names)s, and by whom the learner shows it to.", names=names)
