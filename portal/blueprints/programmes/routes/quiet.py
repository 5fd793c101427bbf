"""The learners whom nobody heard of for two weeks."""

from flask.typing import ResponseReturnValue

from portal.access import membership_here, signed_in
from portal.blueprints.programmes.queries.quiet import quiet_learners
from portal.blueprints.programmes.routes.blueprint import bp
from portal.blueprints.programmes.routes.here import page_number
from portal.db import session
from portal.models import Person, Role
from portal.pages import page


@bp.get("/programme/quiet")
@signed_in
def quiet(person: Person) -> ResponseReturnValue:
    """Show the quiet learners of the programme, and who of them has no mentor."""
    programme, number = membership_here(Role.COORDINATOR).programme, page_number()
    learners, more = quiet_learners(session, programme.id, zone=person.zone, number=number)
    return page(
        "programmes/quiet.html", programme=programme, learners=learners, number=number, more=more
    )
