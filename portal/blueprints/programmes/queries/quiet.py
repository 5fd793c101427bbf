"""Learners whom nobody heard of for two weeks, for their mentors and for the coordinator."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select
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
    late = select(Step.person_id).where(*_is_overdue(programme_id, since))
    query = select(Person.id, Membership.id.label("membership_id"), Person.name, Person.seen_on)
    query = query.join(Membership, Membership.person_id == Person.id).where(
        *_learning(programme_id)
    )
    if mentor_id:
        own = select(Mentoring.learner_id).where(*_running(programme_id))
        query = query.where(Person.id.in_(own.where(Mentoring.mentor_id == mentor_id)))
    one_by_one = late.where(Step.person_id == Person.id).exists()  # his few, or all at once
    page = (
        query.where(or_(_unseen(since), one_by_one if mentor_id else Person.id.in_(late)))
        .order_by(Person.seen_on.is_not(None), Person.seen_on, Person.name, Person.id)
        .offset((number - 1) * PAGE)
        .limit(PAGE + 1)
    )
    rows = session.execute(_with_more(page.subquery(), programme_id, since)).all()
    return [QuietLearner(*row) for row in rows[:PAGE]], len(rows) > PAGE


def _with_more(page: Subquery, programme_id: UUID, since: date) -> Select[*tuple[Any, ...]]:
    """Say of those on the page alone since when a step is overdue, and how many mentor them."""
    due = (
        select(func.min(Step.due_on))
        .where(Step.person_id == page.c.id, *_is_overdue(programme_id, since))
        .scalar_subquery()
    )
    ties = (
        select(func.count())
        .select_from(Mentoring)
        .where(Mentoring.learner_id == page.c.id, *_running(programme_id))
        .scalar_subquery()
    )
    order = (page.c.seen_on.is_not(None), page.c.seen_on, page.c.name, page.c.id)
    return select(*page.c, due, ties).order_by(*order)


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


def _running(programme_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Mentoring.programme_id == programme_id, Mentoring.ended_on.is_(None)
