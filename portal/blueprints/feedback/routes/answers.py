"""The page of an answer that was given: the learner's, and her mentors'."""

from flask import g, redirect, request
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import guarded, note_opening, signed_in_person
from portal.blueprints.feedback.actions import add_to_answer
from portal.blueprints.feedback.actions.reading import note_read
from portal.blueprints.feedback.craft_forms import AdditionForm
from portal.blueprints.feedback.queries import given
from portal.blueprints.feedback.queries.answer import place_of, read_answer
from portal.blueprints.feedback.routes.blueprint import bp
from portal.blueprints.notices.actions import see_at
from portal.blueprints.reflections.prompting import prompt_after
from portal.db import session
from portal.log import Opened
from portal.models import Feedback, Person, Work
from portal.pages import page
from portal.policy.feedback import may_add_to_answer
from portal.policy.work import may_start_next


@bp.get("/work/<uuid:work_id>/versions/<int:number>/feedback")
@guarded(given.find_given)
def answer(feedback: Feedback) -> ResponseReturnValue:
    """Show an answer with its next steps first; note that the learner has read it."""
    return _answer_page(feedback, AdditionForm())


@bp.post("/work/<uuid:work_id>/versions/<int:number>/feedback/additions")
@guarded(given.find_given, may=may_add_to_answer)
def add(feedback: Feedback) -> ResponseReturnValue:
    """Add words under an answer that was given."""
    form = AdditionForm(request.form)
    if not form.validate():
        return _answer_page(feedback, form, status=422)
    add_to_answer(session, feedback, by=signed_in_person(), words=form.words.data or "")
    version = feedback.version
    return redirect(f"/work/{version.work_id}/versions/{version.number}/feedback#answer", 303)


def _answer_page(feedback: Feedback, form: AdditionForm, status: int = 200) -> ResponseReturnValue:
    person = signed_in_person()
    work = feedback.version.work
    mine = work.learner_id == person.id
    g.tab = "work.index" if mine else "feedback.learners"
    note_opening(Opened.ANSWER, feedback.id, of=work.learner_id, programme_id=feedback.programme_id)
    if mine and feedback.read_at is None:
        db.after_page(note_read, feedback_id=feedback.id)
    shown = read_answer(session, feedback, reader=person, whole="whole" in request.args)
    if shown.is_news:
        path = place_of(work.id, feedback.version.number)
        db.after_page(see_at, person_id=person.id, path=path)
    return page(
        "feedback/answer.html",
        status=status,
        adding=form if may_add_to_answer(person, feedback) else None,
        answer=shown,
        mine=mine,
        read_at=feedback.read_at,
        may_start=mine and may_start_next(person, work),
        draft=given.draft_after(session, work.id) if mine else None,
        prompt=_prompt_after(person, work) if mine else "",
        thoughts=given.own_reflections_about(session, person, feedback.id) if mine else (),
    )


def _prompt_after(person: Person, work: Work) -> str:
    programme_id, task_id = work.programme_id, work.task_id
    return prompt_after(session, person, programme_id=programme_id, task_id=task_id)
