"""What the pages about tasks read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, joinedload

from portal.models import Criterion, Edition, Person, Programme, Task, Work
from portal.policy.programmes import visible_tasks

PAGE = 50


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in a learner's list, with how far her own work for it is."""

    id: UUID
    title: str
    due_on: date | None
    work_id: UUID | None
    state: str


@dataclass(frozen=True, slots=True)
class ProgrammeTask:
    """A task in the coordinator's list, with its rubric and how many began it."""

    id: UUID
    title: str
    due_on: date | None
    rubric: str
    works: int


def tasks_for(
    session: Session, person: Person, programme: Programme, *, number: int = 1
) -> tuple[list[TaskLine], bool]:
    """Return one page of tasks, those not begun first, and whether another page follows."""
    mine = and_(Work.task_id == Task.id, Work.learner_id == person.id)
    query = (
        select(Task.id, Task.title, Task.due_on, Work.id, func.coalesce(Work.state, ""))
        .outerjoin(Work, mine)
        .where(Task.programme_id == programme.id)
        .order_by(
            Work.id.is_not(None),
            case((Task.due_on.is_(None), 1), else_=0),
            Task.due_on,
            Task.created_at,
            Task.id,
        )
    )
    rows = session.execute(query.offset((number - 1) * PAGE).limit(PAGE + 1)).all()
    return [TaskLine(*row) for row in rows[:PAGE]], len(rows) > PAGE


def tasks_of(
    session: Session, programme: Programme, *, number: int = 1
) -> tuple[list[ProgrammeTask], bool]:
    """Return one page of the programme's tasks, newest first, and whether another follows."""
    works = select(func.count()).where(Work.task_id == Task.id).scalar_subquery()
    query = (
        select(Task.id, Task.title, Task.due_on, func.coalesce(Edition.title, ""), works)
        .outerjoin(Edition, Edition.id == Task.edition_id)
        .where(Task.programme_id == programme.id)
        .order_by(Task.created_at.desc(), Task.id)
    )
    rows = session.execute(query.offset((number - 1) * PAGE).limit(PAGE + 1)).all()
    return [ProgrammeTask(*row) for row in rows[:PAGE]], len(rows) > PAGE


@dataclass(frozen=True, slots=True)
class TaskTitle:
    """A task to choose."""

    id: UUID
    title: str


def titles_of(session: Session, programme_id: UUID, *, most: int = 500) -> list[TaskTitle]:
    """Return the programme's tasks to choose from, newest first."""
    query = (
        select(Task.id, Task.title)
        .where(Task.programme_id == programme_id)
        .order_by(Task.created_at.desc(), Task.id)
        .limit(most)
    )
    return [TaskTitle(*row) for row in session.execute(query)]


def work_for(session: Session, person: Person, task: Task) -> UUID | None:
    """Return the id of the person's own work for the task, if she began it."""
    query = select(Work.id).where(Work.task_id == task.id, Work.learner_id == person.id)
    return session.scalar(query)


def find_task(session: Session, person: Person, task_id: UUID) -> Task | None:
    """Return a task of a programme that the person is in, with all words of its rubric."""
    words = joinedload(Task.edition).selectinload(Edition.criteria).selectinload(Criterion.levels)
    query = visible_tasks(person).where(Task.id == task_id).options(words)
    return session.scalars(query).one_or_none()
