"""The page for a mentor whose answer cannot be saved any more, with every word he typed."""

from flask import Response, request

from portal.access import signed_in_person
from portal.dates import day_of
from portal.models import Feedback, Version
from portal.pages import page
from portal.words import gettext as _

OURS = ("token", "key", "stamp")


def refused(version: Version, feedback: Feedback | None) -> Response:
    """Say who has begun, that it is given, or that the learner took the version back."""
    heading, words = _what_happened(version, feedback)
    return page(
        "notes/refused.html",
        status=409 if feedback is None else 403,
        heading=heading,
        words=words,
        sent=[value for name, value in request.form.items(multi=True) if _is_typed(name, value)],
        work=f"/work/{version.work_id}/versions/{version.number}" if feedback else "",
        answer=bool(feedback and feedback.given_at),
    )


def _what_happened(version: Version, feedback: Feedback | None) -> tuple[str, str]:
    if feedback is None:
        return (
            _("This version was taken back"),
            _("It comes to your queue again when it is sent again. Nothing was saved."),
        )
    name = feedback.mentor.name
    if feedback.given_at:
        return (
            _("This answer is given"),
            _("%(name)s has given it. What is given does not change any more.", name=name),
        )
    day = day_of(feedback.created_at, signed_in_person().zone)
    return (
        _("%(name)s has begun an answer", name=name),
        _("Begun: %(day)s. Only one mentor answers a version. You can read the work.", day=day),
    )


def _is_typed(name: str, value: str) -> bool:
    ours = name in OURS or name.startswith(("level-", "width-", "spot-", "by-"))
    return not ours and len(value) > 2 and name not in ("outcome", "then", "media")
