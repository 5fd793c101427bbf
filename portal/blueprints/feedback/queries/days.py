"""What the page of a mentor's days reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from portal.clock import today
from portal.models import Away, Feedback, Hour, Mentoring, Person, Version, Work, WorkState
from portal.policy.feedback import visible_aways


@dataclass(frozen=True, slots=True)
class Entrusted:
    """A learner who could go to another mentor meanwhile, and how much waits."""

    tie_id: UUID
    name: str
    waiting: int


@dataclass(frozen=True, slots=True)
class BegunAnswer:
    """An answer that he has begun and could hand over."""

    id: UUID
    learner: str
    title: str


def hours_of(session: Session, mentor: Person, programme_id: UUID) -> Sequence[Hour]:
    """Return the weekdays on which a mentor answers, Monday first."""
    query = select(Hour).where(Hour.mentor_id == mentor.id, Hour.programme_id == programme_id)
    return session.scalars(query.order_by(Hour.weekday)).all()


def aways_of(session: Session, mentor: Person, programme_id: UUID) -> Sequence[Away]:
    """Return his days away that are not over."""
    query = visible_aways(mentor).where(
        Away.programme_id == programme_id, Away.ends_on >= today(mentor.zone)
    )
    return session.scalars(query.order_by(Away.starts_on, Away.id)).all()


def find_away(session: Session, person: Person, away_id: UUID) -> Away | None:
    """Return days away of the person's own."""
    return session.scalars(visible_aways(person).where(Away.id == away_id)).one_or_none()


def entrusted_to(session: Session, mentor: Person, programme_id: UUID) -> list[Entrusted]:
    """Return his learners, those with waiting works first."""
    waits = and_(
        Work.learner_id == Mentoring.learner_id,
        Work.programme_id == Mentoring.programme_id,
        Work.state == WorkState.SENT,
    )
    query = (
        select(Mentoring.id, Person.name, func.count(Work.id))
        .join(Person, Person.id == Mentoring.learner_id)
        .outerjoin(Work, waits)
        .where(
            Mentoring.mentor_id == mentor.id,
            Mentoring.programme_id == programme_id,
            Mentoring.ended_on.is_(None),
        )
        .group_by(Mentoring.id, Person.name)
        .order_by(func.count(Work.id).desc(), Person.name, Mentoring.id)
    )
    return [Entrusted(*row) for row in session.execute(query)]


def begun_by(session: Session, mentor: Person, programme_id: UUID) -> list[BegunAnswer]:
    """Return the answers that he has begun and not given."""
    query = (
        select(Feedback.id, Person.name, Work.title)
        .join(Version, Version.id == Feedback.version_id)
        .join(Work, Work.id == Version.work_id)
        .join(Person, Person.id == Work.learner_id)
        .where(
            Feedback.mentor_id == mentor.id,
            Feedback.programme_id == programme_id,
            Feedback.given_at.is_(None),
        )
        .order_by(Feedback.created_at, Feedback.id)
    )
    return [BegunAnswer(*row) for row in session.execute(query)]
