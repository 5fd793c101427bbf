"""What a learner reads: the tasks, and one task with what the mentor looks at."""

from flask import g
from flask.typing import ResponseReturnValue

from portal.access import guarded, membership_here, signed_in, signed_in_person
from portal.blueprints.programmes.routes.here import page_number
from portal.blueprints.tasks import queries
from portal.blueprints.tasks.routes.blueprint import bp
from portal.db import session
from portal.models import Person, Task
from portal.pages import page
from portal.policy.programmes import is_learner_in, may_run


@bp.get("/tasks/")
@signed_in
def index(person: Person) -> ResponseReturnValue:
    """Show the tasks of the programme one is in."""
    _light_tab()
    programme, number = membership_here().programme, page_number()
    tasks, more = queries.tasks_for(session, person, programme, number=number)
    return page("tasks/index.html", tasks=tasks, number=number, more=more)


@bp.get("/tasks/<uuid:task_id>")
@guarded(queries.find_task)
def task_page(task: Task) -> ResponseReturnValue:
    """Show what is asked, what the mentor looks at, and how to start or go on."""
    person = signed_in_person()
    _light_tab()
    return page(
        "tasks/task.html",
        task=task,
        kinds=[line for line in task.kinds.splitlines() if line.strip()],
        work_id=queries.work_for(session, person, task),
        may_start=is_learner_in(person, task.programme_id),
        may_change=may_run(person, task),
    )


def _light_tab() -> None:
    g.tab = "work.index"
