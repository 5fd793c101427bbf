"""Doing what was planned, in one transaction, and telling afterwards what was done."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import log
from portal.blueprints.rubrics.exchange import keep_rubric
from portal.blueprints.rubrics.queries import newest_edition
from portal.blueprints.tasks.actions import Asked, add_task
from portal.blueprints.tasks.copying.planning import Plan, PlannedRubric, PlannedTask
from portal.ids import new_id
from portal.models import LogLine, Person, Programme, Prompt, Task

COPIED = "copied tasks"


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy made, and where."""

    programme_id: UUID
    programme: str
    tasks: int
    rubrics: int


def copy_tasks(session: Session, plan: Plan, *, by: Person) -> UUID:
    """Make what was planned: skills, rubrics, tasks, questions; return what it is kept by."""
    editions = {one.edition_id: _edition(session, plan, one, by=by) for one in plan.rubrics}
    for planned in plan.tasks:
        _copy_task(session, plan, planned, editions, by=by)
    copy_id, made = new_id(), sum(one.there is None for one in plan.rubrics)
    log.record(
        session,
        COPIED,
        person_id=by.id,
        programme_id=plan.to.id,
        subject_id=copy_id,
        ref=f"{len(plan.tasks)} {made}",
    )
    session.flush()
    return copy_id


def _edition(session: Session, plan: Plan, rubric: PlannedRubric, *, by: Person) -> UUID:
    if rubric.there:
        return rubric.there
    made = keep_rubric(session, plan.to, rubric.words, by=by, make_skills=True)
    return newest_edition(session, made.id).id


def _copy_task(
    session: Session,
    plan: Plan,
    planned: PlannedTask,
    editions: dict[UUID, UUID],
    *,
    by: Person,
) -> None:
    task = planned.task
    asked = Asked(
        title=task.title,
        words=task.words,
        kinds=task.kinds,
        edition_id=editions.get(task.edition_id) if task.edition_id else None,
        due_on=planned.due_on,
        answer_days=task.answer_days,
    )
    made = add_task(session, plan.to, by=by, asked=asked)
    _copy_prompts(session, task, made)


def _copy_prompts(session: Session, task: Task, made: Task) -> None:
    query = select(Prompt.words).where(Prompt.task_id == task.id)
    for words in session.scalars(query.order_by(Prompt.created_at, Prompt.id)):
        session.add(Prompt(programme_id=made.programme_id, task_id=made.id, words=words))


def copied(session: Session, person: Person, copy_id: UUID) -> Copied | None:
    """Return what this person made with that copy."""
    query = (
        select(LogLine.programme_id, Programme.name, LogLine.ref)
        .join(Programme, Programme.id == LogLine.programme_id)
        .where(
            LogLine.person_id == person.id,
            LogLine.subject_id == copy_id,
            LogLine.verb == COPIED,
        )
    )
    row = session.execute(query).one_or_none()
    if row is None or row[0] is None:
        return None
    tasks, rubrics = row[2].split()
    return Copied(row[0], row[1], int(tasks), int(rubrics))
