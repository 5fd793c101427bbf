"""Handing over: by the mentor himself, or by the coordinator."""

from typing import Any
from uuid import UUID

from flask import abort, g, redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in_person
from portal.blueprints.feedback import actions, queries
from portal.blueprints.feedback.craft_forms import HandOverForm
from portal.blueprints.feedback.routes.blueprint import bp
from portal.blueprints.notes.holding import NotOpen
from portal.blueprints.notes.routes.refusals import refused
from portal.db import session
from portal.models import Feedback, Mentoring, Version
from portal.pages import page
from portal.policy import feedback as policy


@bp.post("/queue/<uuid:version_id>/taking-over")
@guarded(queries.find_to_answer, may=policy.may_take_over)
def take_over(version: Version) -> ResponseReturnValue:
    """Go on with an answer that a mentor left behind."""
    try:
        actions.take_over(session, version, signed_in_person())
    except NotOpen as no:
        return refused(version, no.feedback)
    return redirect(f"/queue/{version.id}", 303)


@bp.get("/answers/<uuid:feedback_id>/hand-over")
@guarded(queries.find_open_answer, may=policy.may_hand_over_answer)
def answer_to_hand_over(feedback: Feedback) -> ResponseReturnValue:
    """Ask who goes on with an unfinished answer."""
    return _answer_page(feedback, HandOverForm())


@bp.post("/answers/<uuid:feedback_id>/hand-over")
@guarded(queries.find_open_answer, may=policy.may_hand_over_answer)
def hand_over_answer(feedback: Feedback) -> ResponseReturnValue:
    """Hand an unfinished answer over with all that is in it."""
    form, version = HandOverForm(request.form), feedback.version
    form.mentor.offer(_others_for_answer(feedback), "label")
    if not form.validate() or form.mentor.chosen is None:
        return _answer_page(feedback, form, status=422)
    _must_be_as_seen(feedback.mentor_id)
    own, learner_id = feedback.mentor_id == signed_in_person().id, version.work.learner_id
    try:
        actions.hand_over_answer(session, feedback, to_id=form.mentor.chosen, by=signed_in_person())
    except NotOpen as no:
        return refused(version, no.feedback)
    except actions.NotAMentor:
        abort(409)
    return redirect(_then(own, version.programme_id, learner_id), 303)


@bp.get("/mentorings/<uuid:mentoring_id>/hand-over")
@guarded(queries.find_tie, may=policy.may_hand_over_learner)
def learner_to_hand_over(mentoring: Mentoring) -> ResponseReturnValue:
    """Ask who goes on with a learner."""
    return _learner_page(mentoring, HandOverForm())


@bp.post("/mentorings/<uuid:mentoring_id>/hand-over")
@guarded(queries.find_tie, may=policy.may_hand_over_learner)
def hand_over_learner(mentoring: Mentoring) -> ResponseReturnValue:
    """Hand a learner over, with the unfinished answers to her works."""
    form = HandOverForm(request.form)
    form.mentor.offer(_others_for_learner(mentoring), "label")
    if not form.validate() or form.mentor.chosen is None:
        return _learner_page(mentoring, form, status=422)
    _must_be_as_seen(mentoring.mentor_id)
    try:
        actions.hand_over_learner(
            session, mentoring, to_id=form.mentor.chosen, by=signed_in_person()
        )
    except (actions.NotAMentor, actions.NotTheMentor):
        abort(409)
    own = mentoring.mentor_id == signed_in_person().id
    return redirect(_then(own, mentoring.programme_id, mentoring.learner_id), 303)


def _must_be_as_seen(mentor_id: UUID) -> None:
    """Refuse what was chosen when another mentor had it: it was handed over meanwhile."""
    if request.form.get("had", str(mentor_id)) != str(mentor_id):
        abort(409)


def _then(own: bool, programme_id: UUID, learner_id: UUID) -> str:
    return "/queue/?handed=1" if own else queries.member_page_of(session, programme_id, learner_id)


def _others_for_answer(feedback: Feedback) -> list[queries.MentorLoad]:
    work = feedback.version.work
    return queries.others_in(session, work.programme_id, feedback.mentor_id, work.learner_id)


def _others_for_learner(mentoring: Mentoring) -> list[queries.MentorLoad]:
    people = (mentoring.mentor_id, mentoring.learner_id)
    return queries.others_in(session, mentoring.programme_id, *people)


def _answer_page(feedback: Feedback, form: HandOverForm, status: int = 200) -> ResponseReturnValue:
    others, work = _others_for_answer(feedback), feedback.version.work
    return _page(
        form,
        others,
        status,
        path=f"/answers/{feedback.id}/hand-over",
        own=feedback.mentor_id == signed_in_person().id,
        had=feedback.mentor_id,
        mentor=feedback.mentor.name,
        learner=work.learner.name,
        title=work.title,
    )


def _learner_page(
    mentoring: Mentoring, form: HandOverForm, status: int = 200
) -> ResponseReturnValue:
    return _page(
        form,
        _others_for_learner(mentoring),
        status,
        path=f"/mentorings/{mentoring.id}/hand-over",
        own=mentoring.mentor_id == signed_in_person().id,
        had=mentoring.mentor_id,
        mentor=mentoring.mentor.name,
        learner=mentoring.learner.name,
        title="",
    )


def _page(
    form: HandOverForm, others: list[queries.MentorLoad], status: int, **shown: Any
) -> ResponseReturnValue:
    g.tab = "feedback.learners" if shown["own"] else "programmes.people"
    form.mentor.offer(others, "label")
    return page("feedback/hand_over.html", status=status, form=form, others=others, **shown)
