"""The learners whom a mentor answers."""

from flask import g
from flask.typing import ResponseReturnValue

from portal.access import guarded, membership_here, note_opening, signed_in, signed_in_person
from portal.blueprints.feedback import queries
from portal.blueprints.feedback.queries import history
from portal.blueprints.feedback.routes.blueprint import bp
from portal.db import session
from portal.log import Opened
from portal.models import Person, Role
from portal.pages import page


@bp.get("/learners/")
@signed_in
def learners(person: Person) -> ResponseReturnValue:
    """Show the mentor's learners, and how their works stand."""
    here = membership_here(Role.MENTOR)
    return page(
        "feedback/learners.html",
        learners=queries.learners_of(session, person, here.programme_id),
    )


@bp.get("/learners/<uuid:learner_id>")
@guarded(queries.find_learner)
def learner(learner: Person) -> ResponseReturnValue:
    """Show all versions of her works, her open steps, and what she shared."""
    g.tab = "feedback.learners"
    mentor = signed_in_person()
    note_opening(Opened.LEARNER, learner.id, of=learner.id)
    return page(
        "feedback/learner.html",
        seen=queries.read_learner(session, mentor, learner),
        growth=history.growth_of(session, mentor, learner.id),
        done=history.steps_done(session, mentor, learner.id),
        ties=queries.own_ties(session, mentor, learner.id),
    )
