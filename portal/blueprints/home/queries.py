"""What the learner's first screen reads: a few statements, whatever there is."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.models import (
    Feedback,
    Level,
    Mark,
    Person,
    Step,
    Task,
    Version,
    VersionFile,
    Work,
    WorkState,
)


@dataclass(frozen=True, slots=True)
class NextStep:
    """One open step: its words, where it comes from, and what to press."""

    id: UUID
    words: str
    due_on: date | None
    mentor: str | None
    work_id: UUID | None
    title: str | None
    number: int | None
    state: str | None
    draft: int | None  # the number of the draft that is begun already


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer that was given: what it asks for and how much of it is met."""

    work_id: UUID
    title: str
    number: int
    mentor: str
    outcome: str
    given_at: datetime
    read_at: datetime | None
    met: int
    marked: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that is not sent yet."""

    work_id: UUID
    title: str
    number: int
    saved_at: datetime
    files: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A work that waits for an answer."""

    work_id: UUID
    title: str
    promised_on: date | None


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task that the learner has not begun."""

    id: UUID
    title: str
    due_on: date | None


def next_steps(session: Session, person: Person, *, most: int = 6) -> list[NextStep]:
    """Return the open steps, the nearest date first, each with the work it is about."""
    draft = (
        select(Version.number)
        .where(Version.work_id == Work.id, Version.sent_at.is_(None))
        .correlate(Work)
        .scalar_subquery()
    )
    query = (
        select(
            Step.id,
            Step.words,
            Step.due_on,
            Person.name,
            Work.id,
            Work.title,
            Version.number,
            Work.state,
            draft,
        )
        .outerjoin(Feedback, Feedback.id == Step.feedback_id)
        .outerjoin(Version, Version.id == Feedback.version_id)
        .outerjoin(Work, Work.id == Version.work_id)
        .outerjoin(Person, Person.id == Feedback.mentor_id)
        .where(
            Step.person_id == person.id,
            Step.done_at.is_(None),
            Step.feedback_id.is_(None) | Feedback.given_at.is_not(None),
        )
        .order_by(Step.due_on.is_(None), Step.due_on, Step.position, Step.id)
        .limit(most)
    )
    return [NextStep(*row) for row in session.execute(query)]


def newest_answers(session: Session, person: Person, *, most: int = 3) -> list[NewAnswer]:
    """Return the answers last given to the learner, unread ones first."""
    count = select(func.count()).select_from(Mark)
    marks = count.where(Mark.feedback_id == Feedback.id, Mark.level_id.is_not(None))
    met = marks.join(Level, Level.id == Mark.level_id).where(Level.met.is_(True))
    query = (
        select(
            Work.id,
            Work.title,
            Version.number,
            Person.name,
            Feedback.outcome,
            Feedback.given_at,
            Feedback.read_at,
            met.correlate(Feedback).scalar_subquery(),
            marks.correlate(Feedback).scalar_subquery(),
        )
        .select_from(Feedback)
        .join(Version, Version.id == Feedback.version_id)
        .join(Work, Work.id == Version.work_id)
        .join(Person, Person.id == Feedback.mentor_id)
        .where(Work.learner_id == person.id, Feedback.given_at.is_not(None))
        .order_by(Feedback.read_at.is_not(None), Feedback.given_at.desc())
        .limit(most)
    )
    return [NewAnswer(*row) for row in session.execute(query)]


def drafts(session: Session, person: Person, *, most: int = 5) -> list[Draft]:
    """Return what is begun and not sent, the last saved first."""
    files = select(func.count()).where(VersionFile.version_id == Version.id).correlate(Version)
    query = (
        select(Work.id, Work.title, Version.number, Version.saved_at, files.scalar_subquery())
        .join(Version, Version.work_id == Work.id)
        .where(Work.learner_id == person.id, Version.sent_at.is_(None))
        .order_by(Version.saved_at.desc())
        .limit(most)
    )
    return [Draft(*row) for row in session.execute(query)]


def waiting_works(session: Session, person: Person, *, most: int = 5) -> list[Waiting]:
    """Return the works that wait for an answer, by the day it is promised."""
    query = (
        select(Work.id, Work.title, Work.promised_on)
        .where(Work.learner_id == person.id, Work.state == WorkState.SENT)
        .order_by(Work.promised_on, Work.id)
        .limit(most)
    )
    return [Waiting(*row) for row in session.execute(query)]


def open_tasks(
    session: Session, person: Person, *, programme_id: UUID, most: int = 3
) -> list[OpenTask]:
    """Return tasks of the programme that the learner has not begun, the nearest date first."""
    begun = select(Work.id).where(Work.task_id == Task.id, Work.learner_id == person.id)
    query: Select[UUID, str, date | None] = (
        select(Task.id, Task.title, Task.due_on)
        .where(Task.programme_id == programme_id, ~begun.exists())
        .order_by(Task.due_on.is_(None), Task.due_on, Task.created_at)
        .limit(most)
    )
    return [OpenTask(*row) for row in session.execute(query)]
