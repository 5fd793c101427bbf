"""The pages about steps."""

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in, signed_in_person
from portal.blueprints.steps import actions, queries
from portal.blueprints.steps.forms import DoneForm, StepChangeForm, StepForm
from portal.db import session
from portal.forms import uuid_or_none
from portal.models import Person, Step
from portal.pages import page
from portal.policy.steps import may_change_own_words, may_change_step
from portal.words import gettext as _

bp = Blueprint("steps", __name__)


@bp.before_request
def light_the_tab() -> None:
    """Steps belong to the home tab."""
    g.tab = "home.index"


@bp.get("/steps/")
@signed_in
def index(person: Person) -> ResponseReturnValue:
    """Show the open steps, the done ones, and a box for one's own."""
    return _index(person, StepForm())


@bp.post("/steps/")
@signed_in
def create(person: Person) -> ResponseReturnValue:
    """Keep a step of one's own, or say what is missing."""
    form = StepForm(request.form)
    if not form.validate():
        return _index(person, form, status=422)
    actions.add_step(session, person, words=form.words.data or "", due_on=form.due_on.data)
    return redirect(url_for(".index"), 303)


def _index(person: Person, form: StepForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "steps/index.html",
        status=status,
        form=form,
        steps=queries.open_steps(session, person),
        done=queries.done_steps(session, person),
    )


@bp.get("/steps/<uuid:step_id>")
@guarded(queries.find_step)
def show(step: Step) -> ResponseReturnValue:
    """Show one step: where it comes from, and with what it was done."""
    return _show(step, StepChangeForm(obj=step), _done_form(step))


@bp.post("/steps/<uuid:step_id>")
@guarded(queries.find_step, may=may_change_own_words)
def update(step: Step) -> ResponseReturnValue:
    """Change the words or the day of an own step."""
    form = StepChangeForm(request.form)
    if not form.validate():
        return _show(step, form, _done_form(step), status=422)
    actions.change_step(
        session,
        step,
        words=form.words.data or "",
        due_on=form.due_on.data,
        stamp=form.stamp.data,
    )
    return redirect(url_for(".index"), 303)


@bp.post("/steps/<uuid:step_id>/completion")
@guarded(queries.find_step, may=may_change_step)
def complete(step: Step) -> ResponseReturnValue:
    """Say that it is done, then ask with what."""
    actions.finish_step(session, step)
    return redirect(url_for(".show", step_id=step.id), 303)


@bp.post("/steps/<uuid:step_id>/account")
@guarded(queries.find_step, may=may_change_step)
def account(step: Step) -> ResponseReturnValue:
    """Keep with what it was done."""
    form = _offering_works(DoneForm(request.form))
    if not form.validate():
        return _show(step, StepChangeForm(obj=step), form, status=422)
    actions.say_how_done(
        session,
        step,
        words=form.done_words.data or "",
        work_id=uuid_or_none(form.done_work.data),
        stamp=form.stamp.data,
    )
    return redirect("/", 303)


@bp.post("/steps/<uuid:step_id>/reopening")
@guarded(queries.find_step, may=may_change_step)
def reopen(step: Step) -> ResponseReturnValue:
    """Open it again."""
    actions.reopen_step(session, step)
    return redirect(url_for(".show", step_id=step.id), 303)


def _show(
    step: Step, form: StepChangeForm, done_form: DoneForm, status: int = 200
) -> ResponseReturnValue:
    person = signed_in_person()
    return page(
        "steps/show.html",
        status=status,
        step=step,
        form=form,
        done_form=done_form,
        mine=may_change_step(person, step),
        own_words=may_change_own_words(person, step),
    )


def _done_form(step: Step) -> DoneForm:
    work_id = str(step.done_work_id or "")
    filled = {"stamp": step.stamp, "done_words": step.done_words, "done_work": work_id}
    return _offering_works(DoneForm(data=filled))


def _offering_works(form: DoneForm) -> DoneForm:
    works = queries.own_works(session, signed_in_person())
    form.done_work.choices = [("", _("No work")), *works]
    return form
