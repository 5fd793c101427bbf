"""The states of all work of a programme: counts and a list, without a word of the work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select
from sqlalchemy.orm import Session

from portal.models import (
    Cohort,
    Feedback,
    Membership,
    Person,
    Programme,
    Role,
    Version,
    Work,
    WorkState,
)

PAGE = 50


class Shown(StrEnum):
    """Which works are listed."""

    WAITING = "waiting"
    LATE = "late"
    REVISE = "revise"
    ACHIEVED = "achieved"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many works are in each state; the late ones are among those that wait."""

    waiting: int = 0
    late: int = 0
    revise: int = 0
    achieved: int = 0
    draft: int = 0


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One work as the coordinator may know it."""

    learner: str
    membership_id: UUID | None
    cohort: str
    title: str
    version: int
    state: str
    promised_on: date | None
    late: bool
    mentor: str


def count_works(
    session: Session, programme: Programme, *, today: date, cohort_id: UUID | None = None
) -> Counts:
    """Count the works of the programme, or of one cohort, by their state."""
    states = (WorkState.SENT, WorkState.REVISE, WorkState.ACHIEVED, WorkState.DRAFT)
    waiting, revise, achieved, draft = (func.count().filter(Work.state == one) for one in states)
    late = func.count().filter(_is_late(today))
    query = _narrowed(select(waiting, late, revise, achieved, draft), programme, cohort_id)
    return Counts(*session.execute(query).one())


def works_of(
    session: Session,
    programme: Programme,
    *,
    today: date,
    shown: Shown | None = None,
    cohort_id: UUID | None = None,
    number: int = 1,
) -> tuple[list[WorkLine], bool]:
    """Return one page of works, those that wait first, and whether another page follows."""
    query = _narrowed(_lines(), programme, cohort_id)
    if shown:
        query = query.where(_is_late(today) if shown == Shown.LATE else Work.state == _state(shown))
    rows = session.execute(query.offset((number - 1) * PAGE).limit(PAGE + 1)).all()
    last = _last_versions(session, [row.id for row in rows[:PAGE]])
    lines = [_line(row, *last.get(row.id, (1, "")), today=today) for row in rows[:PAGE]]
    return lines, len(rows) > PAGE


def _lines() -> Select[*tuple[Any, ...]]:
    waits = case((Work.state == WorkState.SENT, 0), else_=1)
    promise = case((Work.state == WorkState.SENT, Work.promised_on))
    return select(
        Work.id,
        Work.title,
        Work.task_id,
        Work.state,
        Work.promised_on,
        Person.name.label("learner"),
        Membership.id.label("membership_id"),
        Cohort.name.label("cohort"),
    ).order_by(waits, promise, Work.id.desc())


def _narrowed(
    query: Select[*tuple[Any, ...]], programme: Programme, cohort_id: UUID | None
) -> Select[*tuple[Any, ...]]:
    learns_here = and_(
        Membership.programme_id == Work.programme_id,
        Membership.person_id == Work.learner_id,
        Membership.role == Role.LEARNER,
    )
    query = (
        query.select_from(Work)
        .join(Person, Person.id == Work.learner_id)
        .outerjoin(Membership, learns_here)
        .outerjoin(Cohort, Cohort.id == Membership.cohort_id)
        .where(Work.programme_id == programme.id)
    )
    return query.where(Membership.cohort_id == cohort_id) if cohort_id else query


def _is_late(today: date) -> ColumnElement[bool]:
    return and_(Work.state == WorkState.SENT, Work.promised_on < today)


def _state(shown: Shown) -> str:
    return WorkState.SENT if shown == Shown.WAITING else shown.value


def _last_versions(session: Session, work_ids: Iterable[UUID]) -> dict[UUID, tuple[int, str]]:
    """Return the number of each work's last version, and who began or gave the last answer."""
    query = (
        select(Version.work_id, Version.number, Person.name)
        .outerjoin(Feedback, Feedback.version_id == Version.id)
        .outerjoin(Person, Person.id == Feedback.mentor_id)
        .where(Version.work_id.in_(work_ids))
        .order_by(Version.number)
    )
    last: dict[UUID, tuple[int, str]] = {}
    for work_id, number, mentor in session.execute(query):
        before = last.get(work_id, (0, ""))[1]
        last[work_id] = (number, mentor or before)
    return last


def _line(row: Row[Any], version: int, mentor: str, *, today: date) -> WorkLine:
    waits = row.state == WorkState.SENT
    unsent = row.state == WorkState.DRAFT and row.task_id is None
    return WorkLine(
        learner=row.learner,
        membership_id=row.membership_id,
        cohort=row.cohort or "",
        title="" if unsent else row.title,  # its title is hers alone until she sends it
        version=version,
        state=row.state,
        promised_on=row.promised_on if waits else None,
        late=bool(waits and row.promised_on and row.promised_on < today),
        mentor=mentor,
    )
