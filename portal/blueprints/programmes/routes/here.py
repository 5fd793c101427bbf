"""In which programme a coordinator is at work, and links that are shown to her once."""

from uuid import UUID

from flask import abort, request
from flask import session as cookie

from portal.access import membership_here, visitor
from portal.forms import uuid_or_none
from portal.models import DoorKey, Programme, Role


def programme_here() -> Programme:
    """Return the programme that she runs here; a form belongs to the one it was drawn for.

    So a tab that was open before she changed the programme never writes into the other one.
    """
    if "programme" not in request.form:
        return membership_here(Role.COORDINATOR).programme
    someone, wanted = visitor(), uuid_or_none(request.form["programme"])
    found = [
        member.programme
        for member in (someone.memberships if someone else ())
        if member.role == Role.COORDINATOR and member.programme_id == wanted
    ]
    return found[0] if found else abort(404)


def page_number() -> int:
    """Return the number of the page that is asked for."""
    asked = request.args.get("page", "1")
    return min(max(int(asked), 1), 100_000) if asked.isdecimal() and len(asked) < 7 else 1


def remember_link(door: DoorKey, secret: str) -> None:
    """Keep a new link in the signed cookie until the next page has shown it."""
    if secret:
        cookie["links"] = [*cookie.get("links", [])[-4:], [str(door.id), secret]]


def links_to_show() -> dict[UUID, str]:
    """Return the new links, by the door they open, and forget them."""
    return {UUID(door_id): secret for door_id, secret in cookie.pop("links", [])}
