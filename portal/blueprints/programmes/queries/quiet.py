"""Learners whom nobody heard of for two weeks, for their mentors and for the coordinator."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from portal.clock import now, today
from portal.models import Feedback, Membership, Mentoring, Person, Role, Step

QUIET = timedelta(days=14)
PAGE = 50


@dataclass(frozen=True, slots=True)
class QuietLearner:
    """One learner who was not here, or whose next step is overdue, for fourteen days."""

    id: UUID
    membership_id: UUID
    name: str
    seen_on: date | None
    overdue_since: date | None
    mentors: int


def quiet_learners(
    session: Session,
    programme_id: UUID,
    *,
    zone: str,
    mentor_id: UUID | None = None,
    number: int = 1,
) -> tuple[list[QuietLearner], bool]:
    """Return one page of the programme's quiet learners, or of one mentor's, and whether more are.

    Quiet means: no visit for 14 days, or an open next step that is 14 days overdue. Who was never
    here is quiet 14 days after she came into the programme.
    """
    since = today(zone) - QUIET
    overdue = _overdue(programme_id, since).subquery()
    ties = _ties(programme_id).subquery()
    query = (
        select(Person.id, Membership.id, Person.name, Person.seen_on, overdue.c.due)
        .add_columns(func.coalesce(ties.c.mentors, 0))
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(overdue, overdue.c.person_id == Person.id)
        .outerjoin(ties, ties.c.learner_id == Person.id)
        .where(
            *_learning(programme_id),
            or_(_unseen(since), overdue.c.due.is_not(None)),
        )
        .order_by(Person.seen_on.is_not(None), Person.seen_on, Person.name, Person.id)
        .offset((number - 1) * PAGE)
        .limit(PAGE + 1)
    )
    if mentor_id:
        own = select(Mentoring.learner_id).where(*_running(programme_id))
        query = query.where(Person.id.in_(own.where(Mentoring.mentor_id == mentor_id)))
    rows = session.execute(query).all()
    return [QuietLearner(*row) for row in rows[:PAGE]], len(rows) > PAGE


def count_quiet(
    session: Session, programme_id: UUID, *, zone: str, cohort_id: UUID | None = None
) -> tuple[int, int]:
    """Count the learners of the programme, or of one cohort, and those of them who are quiet."""
    since = today(zone) - QUIET
    overdue = select(Step.id).where(Step.person_id == Person.id, *_is_overdue(programme_id, since))
    quiet = or_(_unseen(since), overdue.exists())
    query = (
        select(func.count(), func.count().filter(quiet))
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(*_learning(programme_id))
    )
    if cohort_id:
        query = query.where(Membership.cohort_id == cohort_id)
    learners, of_them = session.execute(query).one()
    return learners, of_them


def _learning(programme_id: UUID) -> tuple[ColumnElement[bool], ...]:
    learns = Membership.role == Role.LEARNER
    return Membership.programme_id == programme_id, learns, Membership.ended_on.is_(None)


def _unseen(since: date) -> ColumnElement[bool]:
    never = and_(Person.seen_on.is_(None), Membership.created_at < now() - QUIET)
    return or_(Person.seen_on <= since, never)


def _overdue(programme_id: UUID, since: date) -> Select[*tuple[Any, ...]]:
    query = select(Step.person_id, func.min(Step.due_on).label("due"))
    return query.where(*_is_overdue(programme_id, since)).group_by(Step.person_id)


def _is_overdue(programme_id: UUID, since: date) -> tuple[ColumnElement[bool], ...]:
    given = select(Feedback.id).where(
        Feedback.id == Step.feedback_id, Feedback.given_at.is_not(None)
    )
    return (
        Step.programme_id == programme_id,
        Step.done_at.is_(None),
        Step.due_on <= since,
        or_(Step.feedback_id.is_(None), given.exists()),
    )


def _ties(programme_id: UUID) -> Select[*tuple[Any, ...]]:
    query = select(Mentoring.learner_id, func.count().label("mentors"))
    return query.where(*_running(programme_id)).group_by(Mentoring.learner_id)


def _running(programme_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Mentoring.programme_id == programme_id, Mentoring.ended_on.is_(None)
