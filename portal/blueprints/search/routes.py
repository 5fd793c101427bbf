"""Searching over what one may see."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.access import signed_in
from portal.blueprints.search import queries
from portal.db import session
from portal.forms import uuid_or_none
from portal.models import Person, Role
from portal.pages import page
from portal.policy.programmes import programmes_of
from portal.typed import one_line

MOST = 100  # characters that are looked for

bp = Blueprint("search", __name__)


@bp.get("/search")
@signed_in
def index(person: Person) -> ResponseReturnValue:
    """Show a box, and what was found of what the person may see."""
    words = one_line(request.args.get("q", "")[: 4 * MOST])[:MOST]
    before = _place(request.args.get("before", ""))
    found = queries.search(session, person, words, before=before)
    return page(
        "search/index.html",
        words=words,
        found=found.found,
        older=_address(found.older) if found.older else "",
        first=before is None,
        mentors=bool(programmes_of(person, Role.MENTOR)),
    )


def _address(place: queries.Place) -> str:
    at, subject_id = place
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S.%f}~{subject_id}"


def _place(text: str) -> queries.Place | None:
    at, _tilde, key = text.partition("~")
    subject_id: UUID | None = uuid_or_none(key)
    try:
        moment = datetime.strptime(at, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
    except ValueError:
        return None
    return (moment, subject_id) if subject_id else None
