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


def say_names(names: Sequence[str]) -> str:
    """Say the names of the mentors in a row: "Tom", "Tom and Sara", "Tom, Sara and Li"."""
    isolated = [f"\u2068{name}\u2069" for name in names]
    if len(isolated) < 2:
        return "".join(isolated)
    first = ", ".join(isolated[:-1])
    return _("%(names)s and %(last)s", names=first, last=isolated[-1])


def say_who_sees_draft(mentors: Sequence[str]) -> str:
    """Say who sees a draft, and who will see it once it is sent."""
    if not mentors:
        return _("Only you can see this draft. You have no mentor yet, so nobody else will.")
    names = say_names(mentors)
    return _("Only you can see this draft. When you send it, %(names)s can see it.", names=names)


def say_who_sees_sent(mentors: Sequence[str], *, mine: bool) -> str:
    """Say who sees what was sent."""
    names = say_names(mentors)
    if mine and not names:
        return _("Only you can see this. You have no mentor yet: ask your coordinator.")
    if mine:
        return _("You and %(names)s can see what you sent.", names=names)
    return _("The learner and %(names)s can see this.", names=names)
