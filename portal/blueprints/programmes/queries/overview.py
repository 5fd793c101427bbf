"""The states of all work of a programme: counts and a list, without a word of the work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Row,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
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
    works, here = select(func.count()).select_from(Work), _within(programme, cohort_id)

    def count(state: WorkState, *more: ColumnElement[bool]) -> ScalarSelect[int]:
        # One walk along the index for each state: grouping them takes three times as long.
        return works.where(*here, Work.state == state, *more).scalar_subquery()

    found = session.execute(
        select(
            count(WorkState.SENT),
            count(WorkState.SENT, Work.promised_on < today),
            count(WorkState.REVISE),
            count(WorkState.ACHIEVED),
            count(WorkState.DRAFT),
        )
    )
    return Counts(*found.one())


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
    first = _first(programme, cohort_id, shown, today, most=number * PAGE + 1)
    place = (number - 1) * PAGE
    rows = session.execute(_lines(first.offset(place).limit(PAGE + 1).subquery())).all()
    last = _last_versions(session, [row.id for row in rows[:PAGE]])
    lines = [_line(row, *last.get(row.id, (1, "")), today=today) for row in rows[:PAGE]]
    return lines, len(rows) > PAGE


def _first(
    programme: Programme,
    cohort_id: UUID | None,
    shown: Shown | None,
    today: date,
    *,
    most: int,
) -> CompoundSelect[*tuple[Any, ...]]:
    """Select the first works: those that wait by their promise, then the others, newest first.

    Two parts, so that each is read along an index and no further than wanted.
    """
    query = select(Work.id).where(*_within(programme, cohort_id))
    if shown:
        query = query.where(_is_late(today) if shown == Shown.LATE else Work.state == _state(shown))
    waits, promise = Work.state == WorkState.SENT, Work.promised_on
    sent = query.add_columns(literal(0).label("part"), promise.label("promise")).where(waits)
    sent = sent.order_by(promise, Work.id.desc()).limit(most)
    rest = query.add_columns(literal(1), cast(null(), Date)).where(~waits)
    rest = rest.order_by(Work.id.desc()).limit(most)
    both = union_all(*(select(part.subquery()) for part in (sent, rest)))
    return both.order_by("part", "promise", both.selected_columns[0].desc())


def _lines(first: Subquery) -> Select[*tuple[Any, ...]]:
    learns_here = and_(
        Membership.programme_id == Work.programme_id,
        Membership.person_id == Work.learner_id,
        Membership.role == Role.LEARNER,
    )
    return (
        select(Work.id, Work.title, Work.task_id, Work.state, Work.promised_on)
        .add_columns(Person.name.label("learner"), Membership.id.label("membership_id"))
        .add_columns(Cohort.name.label("cohort"))
        .select_from(first)
        .join(Work, Work.id == first.c.id)
        .join(Person, Person.id == Work.learner_id)
        .outerjoin(Membership, learns_here)
        .outerjoin(Cohort, Cohort.id == Membership.cohort_id)
        .order_by(first.c.part, first.c.promise, Work.id.desc())
    )


def _within(programme: Programme, cohort_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
    here = Work.programme_id == programme.id
    if cohort_id is None:
        return (here,)
    learners = select(Membership.person_id).where(
        Membership.programme_id == programme.id,
        Membership.role == Role.LEARNER,
        Membership.cohort_id == cohort_id,
    )
    return here, Work.learner_id.in_(learners)


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
