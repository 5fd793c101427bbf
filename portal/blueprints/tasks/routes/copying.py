"""Copying tasks into another programme, or here with new days."""

from uuid import UUID

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import membership_here, reads_first, signed_in, signed_in_person
from portal.blueprints.programmes.routes.here import page_number, programme_here
from portal.blueprints.rubrics.queries import rubrics_of
from portal.blueprints.tasks import copying, queries
from portal.blueprints.tasks.routes.blueprint import bp
from portal.db import session
from portal.models import Person, Programme, Role
from portal.pages import page


@bp.get("/programme/tasks/copying")
@signed_in
def copying_page(person: Person) -> ResponseReturnValue:
    """Ask what is to be copied, and where to."""
    programme = programme_here()
    return _copying_page(programme, _offer(copying.CopyForm(), programme), status=200)


@bp.post("/programme/tasks/copying")
@signed_in
@reads_first
def copy(person: Person) -> ResponseReturnValue:
    """Show what will be made, or make it as it was shown; never only some of it."""
    programme = programme_here()
    form = _offer(copying.CopyForm(request.form), programme)
    if not form.validate():
        return _copying_page(programme, form)
    plan = _plan(form, programme)
    if request.form.get("go") != "copy" or not _was_seen(plan):
        return _copying_page(programme, form, plan=plan)
    db.begin_writing()
    programme = programme_here()
    plan = _plan(_offer(form, programme), programme)  # somebody may have changed it meanwhile
    if not _was_seen(plan):
        return _copying_page(programme, form, plan=plan)
    copy_id = copying.copy_tasks(session, plan, by=signed_in_person())
    return redirect(f"/programme/tasks/copying/{copy_id}", 303)


@bp.get("/programme/tasks/copying/<uuid:copy_id>")
@signed_in
def copied(person: Person, copy_id: UUID) -> ResponseReturnValue:
    """Show what she copied, and where it is."""
    here = membership_here(Role.COORDINATOR)
    found = copying.copied(session, person, copy_id) or abort(404)
    return page("tasks/copied.html", copied=found, is_here=found.programme_id == here.programme_id)


def _offer(form: copying.CopyForm, programme: Programme) -> copying.CopyForm:
    return form.offer([programme, *(one for one in _run() if one.id != programme.id)])


def _run() -> list[Programme]:
    """Return the programmes that she runs."""
    return [
        member.programme
        for member in signed_in_person().memberships
        if member.role == Role.COORDINATOR and member.ended_on is None
    ]


def _plan(form: copying.CopyForm, programme: Programme) -> copying.Plan:
    to = next((one for one in _run() if str(one.id) == form.to.data), None) or abort(404)
    return copying.plan_copy(session, form.read(), source=programme, to=to)


def _was_seen(plan: copying.Plan) -> bool:
    return request.form.get("seen") == plan.mark and bool(plan.tasks or plan.rubrics)


def _copying_page(
    programme: Programme,
    form: copying.CopyForm,
    *,
    plan: copying.Plan | None = None,
    status: int = 422,
) -> ResponseReturnValue:
    """Draw the form around what was chosen; 422 also where all is right: nothing is done yet."""
    number = page_number()
    tasks, more = queries.tasks_of(session, programme, number=number)
    return page(
        "tasks/copying.html",
        status=status,
        programme=programme,
        form=form,
        plan=plan,
        tasks=tasks,
        rubrics=rubrics_of(session, programme.id),
        ticked={*(form.task.data or ()), *(form.rubric.data or ())},
        all="all" in request.args,
        number=number,
        more=more,
    )
