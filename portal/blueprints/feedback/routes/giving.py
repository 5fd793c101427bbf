"""Seeing an answer as the learner will, and giving it."""

from flask import g, redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in_person
from portal.blueprints.feedback import actions, queries
from portal.blueprints.feedback.routes.blueprint import bp
from portal.blueprints.notes.holding import NotOpen
from portal.blueprints.notes.routes.refusals import refused
from portal.db import session
from portal.models import Feedback
from portal.pages import page
from portal.policy import feedback as policy


@bp.get("/queue/<uuid:version_id>/giving")
@guarded(queries.find_own_draft, may=policy.may_change_feedback)
def giving_page(feedback: Feedback) -> ResponseReturnValue:
    """Show once more what will be given, drawn as the learner will see it."""
    return _giving_page(feedback)


@bp.post("/queue/<uuid:version_id>/giving")
@guarded(queries.find_own_draft, may=policy.may_be_giving)
def give(feedback: Feedback) -> ResponseReturnValue:
    """Give exactly what he looked at, all at once; or say what is missing."""
    try:
        actions.give(session, feedback, seen=request.form.get("seen"))
    except actions.NotWhole:
        return _giving_page(feedback, status=422)
    except actions.NotAsSeen:
        return _giving_page(feedback, status=409)
    except NotOpen as no:
        return refused(feedback.version, no.feedback)
    return redirect("/queue/?given=1", 303)


def _giving_page(feedback: Feedback, status: int = 200) -> ResponseReturnValue:
    g.tab = "feedback.queue"
    answer = queries.read_answer(
        session, feedback, reader=signed_in_person(), whole="whole" in request.args
    )
    missing = actions.what_is_missing(answer.outcome, answer.criteria, answer.steps)
    return page(
        "feedback/giving.html",
        status=status,
        answer=answer,
        mine=True,  # as the learner will see it
        missing=missing,
        changed_meanwhile=status == 409,
    )
