"""Asking about a draft, and answering."""

from flask import g, redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, note_opening, signed_in_person
from portal.blueprints.feedback.actions import questions as actions
from portal.blueprints.feedback.craft_forms import QuestionAnswerForm, QuestionForm
from portal.blueprints.feedback.queries import questions as queries
from portal.blueprints.feedback.routes.blueprint import bp
from portal.db import session
from portal.log import Opened
from portal.models import Question, Version
from portal.pages import page
from portal.policy.questions import may_answer_question, may_ask

ADDRESS = "/work/<uuid:work_id>/versions/<int:number>/question"


@bp.get(ADDRESS)
@guarded(queries.find_asked, may=may_ask)
def question_page(version: Version) -> ResponseReturnValue:
    """Ask for the question, or show it with what came of it."""
    return _ask_page(version, QuestionForm())


@bp.post(ADDRESS)
@guarded(queries.find_asked, may=may_ask)
def ask(version: Version) -> ResponseReturnValue:
    """Ask one question about a draft."""
    form = QuestionForm(request.form)
    if not form.validate():
        return _ask_page(version, form, status=422)
    try:
        actions.ask(session, version, author=signed_in_person(), words=form.words.data or "")
    except actions.Closed:
        return _ask_page(version, form, status=409)
    return redirect(f"/work/{version.work_id}/versions/{version.number}/draft#question", 303)


@bp.get("/questions/<uuid:question_id>")
@guarded(queries.find_question, may=may_answer_question)
def question(question: Question) -> ResponseReturnValue:
    """Show a question to a mentor, with the way to the draft."""
    note_opening(
        Opened.QUESTION, question.id, of=question.author_id, programme_id=question.programme_id
    )
    return _question_page(question, QuestionAnswerForm())


@bp.post("/questions/<uuid:question_id>")
@guarded(queries.find_question_to_answer, may=may_answer_question)
def answer_question(question: Question) -> ResponseReturnValue:
    """Answer a question; the draft is hers alone again."""
    form = QuestionAnswerForm(request.form)
    if not form.validate():
        return _question_page(question, form, status=422)
    try:
        actions.answer_question(
            session, question, by=signed_in_person(), words=form.answer.data or ""
        )
    except actions.Closed:
        return page("feedback/question_closed.html", status=409, typed=form.answer.data)
    return redirect("/queue/?answered=1", 303)


def _ask_page(version: Version, form: QuestionForm, status: int = 200) -> ResponseReturnValue:
    g.tab = "work.index"
    return page("feedback/ask.html", status=status, version=version, form=form)


def _question_page(
    question: Question, form: QuestionAnswerForm, status: int = 200
) -> ResponseReturnValue:
    g.tab = "feedback.queue"
    return page("feedback/question.html", status=status, question=question, form=form)
