"""What a coordinator writes: the programme's tasks."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in, signed_in_person
from portal.blueprints.programmes.routes.here import page_number, programme_here
from portal.blueprints.rubrics.queries import newest_edition, rubrics_of
from portal.blueprints.tasks import actions, queries
from portal.blueprints.tasks.forms import TaskForm
from portal.blueprints.tasks.routes.blueprint import bp
from portal.db import session
from portal.models import Person, Programme, Task
from portal.pages import page
from portal.policy.programmes import may_run


@bp.get("/programme/tasks")
@signed_in
def programme_tasks(person: Person) -> ResponseReturnValue:
    """Show the programme's tasks."""
    programme, number = programme_here(), page_number()
    tasks, more = queries.tasks_of(session, programme, number=number)
    return page("tasks/programme.html", tasks=tasks, number=number, more=more)


@bp.get("/programme/tasks/new")
@signed_in
def new_task(person: Person) -> ResponseReturnValue:
    """Ask what the new task says."""
    programme = programme_here()
    return _form_page(_offer(TaskForm(), programme), programme=programme)


@bp.post("/programme/tasks/new")
@signed_in
def add_task(person: Person) -> ResponseReturnValue:
    """Put a task before the learners, or say what has to be put right."""
    programme = programme_here()
    form = _offer(TaskForm(request.form), programme)
    if not form.validate():
        return _form_page(form, programme=programme, status=422)
    actions.add_task(session, programme, by=person, asked=_read(form))
    return redirect("/programme/tasks", 303)


@bp.get("/programme/tasks/<uuid:task_id>")
@guarded(queries.find_task, may=may_run)
def edit_task(task: Task) -> ResponseReturnValue:
    """Show a task to change it."""
    form = TaskForm(obj=task, rubric=str(task.edition.rubric_id if task.edition else ""))
    return _form_page(_offer(form, task), task=task)


@bp.post("/programme/tasks/<uuid:task_id>")
@guarded(queries.find_task, may=may_run)
def change_task(task: Task) -> ResponseReturnValue:
    """Change a task, or say what has to be put right."""
    form = _offer(TaskForm(request.form), task)
    if not form.validate():
        return _form_page(form, task=task, status=422)
    actions.change_task(
        session,
        task,
        by=signed_in_person(),
        asked=_read(form),
        stamp=form.stamp.data,
        rubrics=form.rubric.labels,
    )
    return redirect("/programme/tasks", 303)


def _offer(form: TaskForm, place: Programme | Task) -> TaskForm:
    programme_id = place.id if isinstance(place, Programme) else place.programme_id
    form.rubric.offer(rubrics_of(session, programme_id), words="title")
    return form


def _read(form: TaskForm) -> actions.Asked:
    rubric_id = form.rubric.chosen
    return actions.Asked(
        title=form.title.data or "",
        words=form.words.data or "",
        kinds=form.kinds.data or "",
        edition_id=newest_edition(session, rubric_id).id if rubric_id else None,
        due_on=form.due_on.data,
        answer_days=form.answer_days.days,
    )


def _form_page(
    form: TaskForm,
    *,
    task: Task | None = None,
    programme: Programme | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    return page("tasks/edit.html", status=status, form=form, task=task, programme=programme)
