"""A version beside the one before."""

from flask import abort, g
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in_person
from portal.blueprints.work import queries
from portal.blueprints.work.comparing import compare_with_before
from portal.blueprints.work.routes.blueprint import bp, note_version_opened
from portal.db import session
from portal.models import Version
from portal.pages import page


@bp.get("/work/<uuid:work_id>/versions/<int:number>/comparison")
@guarded(queries.find_version_to_compare)
def comparison(version: Version) -> ResponseReturnValue:
    """Show what changed since the version before."""
    person = signed_in_person()
    compared = compare_with_before(session, person, version)
    if compared is None:
        abort(404)
    mine = version.work.learner_id == person.id
    if not mine:
        g.tab = "feedback.learners"
        note_version_opened(version)
    return page(
        "work/comparison.html",
        version=version,
        work=version.work,
        compared=compared,
        mine=mine,
    )
