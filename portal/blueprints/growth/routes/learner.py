"""How a learner's skills grew, as she sees it."""

from flask import g
from flask.typing import ResponseReturnValue

from portal.access import signed_in
from portal.blueprints.feedback.queries.history import growth_of
from portal.blueprints.growth.routes.blueprint import bp
from portal.db import session
from portal.models import Person
from portal.pages import page


@bp.get("/growth")
@signed_in
def index(person: Person) -> ResponseReturnValue:
    """Show all her skills, with every answer that says how far she is."""
    g.tab = "home.index"
    return page("growth/index.html", growth=growth_of(session, person, person.id))
