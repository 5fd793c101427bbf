"""What a mentor's pages about his learners read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from portal.clock import today
from portal.models import (
    Feedback,
    Mentoring,
    Person,
    Reflection,
    Step,
    Version,
    Work,
    WorkState,
)
from portal.policy.reflections import visible_reflections
from portal.policy.steps import visible_steps
from portal.policy.work import visible_versions

QUIET = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class LearnerLine:
    """One learner with how her works stand."""

    id: UUID
    name: str
    seen_on: date | None
    waiting: int
    to_revise: int
    achieved: int
    quiet: bool


@dataclass(frozen=True, slots=True)
class SentVersion:
    """One sent version and what became of it."""

    number: int
    sent_at: datetime
    outcome: str | None
    given: bool
    begun_by: str | None


@dataclass(frozen=True, slots=True)
class SentWork:
    """One work with all the versions that were sent."""

    id: UUID
    title: str
    state: str
    versions: tuple[SentVersion, ...]


@dataclass(frozen=True, slots=True)
class LearnerPage:
    """What a mentor sees of one learner."""

    person: Person
    works: tuple[SentWork, ...]
    steps: Sequence[Step]
    reflections: Sequence[Reflection]


def learners_of(session: Session, mentor: Person, programme_id: UUID) -> list[LearnerLine]:
    """Return the learners he mentors in the programme, with the states of their sent works."""
    sent = select(Version.id).where(Version.work_id == Work.id, Version.sent_at.is_not(None))
    query = (
        select(Person.id, Person.name, Person.seen_on)
        .add_columns(*(_count(state).label(state) for state in ("sent", "revise", "achieved")))
        .join(Mentoring, Mentoring.learner_id == Person.id)
        .outerjoin(
            Work,
            and_(Work.learner_id == Person.id, Work.programme_id == programme_id, sent.exists()),
        )
        .where(
            Mentoring.mentor_id == mentor.id,
            Mentoring.programme_id == programme_id,
            Mentoring.ended_on.is_(None),
        )
        .group_by(Person.id, Person.name, Person.seen_on)
        .order_by(Person.name, Person.id)
    )
    since = today(mentor.zone) - QUIET
    return [
        LearnerLine(
            id=row.id,
            name=row.name,
            seen_on=row.seen_on,
            waiting=row.sent,
            to_revise=row.revise,
            achieved=row.achieved,
            quiet=row.seen_on is not None and row.seen_on < since,
        )
        for row in session.execute(query)
    ]


def find_learner(session: Session, person: Person, learner_id: UUID) -> Person | None:
    """Return a learner whom the person mentors somewhere, today."""
    mentored = select(Mentoring.id).where(
        Mentoring.mentor_id == person.id,
        Mentoring.learner_id == Person.id,
        Mentoring.ended_on.is_(None),
    )
    return session.scalar(select(Person).where(Person.id == learner_id, mentored.exists()))


def read_learner(session: Session, mentor: Person, learner: Person) -> LearnerPage:
    """Return her sent works, open steps and shared reflections, as far as the mentor sees them."""
    steps = (
        visible_steps(mentor)
        .where(Step.person_id == learner.id, Step.done_at.is_(None))
        .order_by(Step.due_on.is_(None), Step.due_on, Step.position, Step.id)
    )
    reflections = (
        visible_reflections(mentor)
        .where(Reflection.person_id == learner.id)
        .options(joinedload(Reflection.work))
        .order_by(Reflection.shared_at.desc(), Reflection.id)
        .limit(20)
    )
    return LearnerPage(
        person=learner,
        works=_sent_works(session, mentor, learner.id),
        steps=session.scalars(steps).all(),
        reflections=session.scalars(reflections).all(),
    )


def _sent_works(session: Session, mentor: Person, learner_id: UUID) -> tuple[SentWork, ...]:
    other = aliased(Person)
    query = (
        visible_versions(mentor)
        .outerjoin(Feedback, Feedback.version_id == Version.id)
        .outerjoin(other, other.id == Feedback.mentor_id)
        .where(Work.learner_id == learner_id, Version.sent_at.is_not(None))
        .with_only_columns(Work, Version.number, Version.sent_at, Feedback.outcome)
        .add_columns(Feedback.given_at, other.name)
        .order_by(Work.created_at.desc(), Work.id, Version.number)
    )
    rows = session.execute(query).all()
    return tuple(
        SentWork(work.id, work.title, work.state, tuple(_sent(*row[1:]) for row in group))
        for work, group in groupby(rows, key=lambda row: row[0])
    )


def _sent(
    number: int, sent_at: datetime, outcome: str | None, given_at: datetime | None, by: str | None
) -> SentVersion:
    given = given_at is not None
    return SentVersion(number, sent_at, outcome if given else None, given, by)


def _count(state: str) -> ColumnElement[int]:
    return func.count(case((Work.state == WorkState(state), Work.id)))
