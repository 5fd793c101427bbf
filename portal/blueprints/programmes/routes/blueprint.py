"""The blueprint of this capability, and which of its tabs is lit."""

from flask import Blueprint, g, request

bp = Blueprint("programmes", __name__)
PEOPLE = ("/programme/people", "/programme/invitations", "/programme/cards")


@bp.before_request
def light_tab() -> None:
    """Light the tab that the page belongs to."""
    people = request.path.startswith(PEOPLE)
    g.tab = "programmes.people" if people else "programmes.index"
