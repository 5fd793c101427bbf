"""The log that a learner reads: who opened what."""

from flask import request
from flask.typing import ResponseReturnValue

from portal.access import signed_in
from portal.blueprints.trust.openings import place_of, read_log
from portal.blueprints.trust.routes.blueprint import bp
from portal.db import session
from portal.models import Person
from portal.pages import page


@bp.get("/who-can-see/log")
@signed_in
def opened(person: Person) -> ResponseReturnValue:
    """Show who opened what of hers, newest first."""
    before = place_of(request.args.get("before", ""))
    seen = read_log(session, person, before)
    return page("trust/log.html", log=seen, first=before is None)
