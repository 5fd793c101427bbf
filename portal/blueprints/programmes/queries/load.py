"""What a mentor carries: learners and waiting works, seen before one more is given."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Integer, Subquery, and_, cast, func, select
from sqlalchemy.orm import Session, aliased

from portal.clock import today
from portal.models import (
    Away,
    Feedback,
    Membership,
    Mentoring,
    Person,
    Role,
    Version,
    Work,
    WorkState,
)
from portal.words import gettext as _
from portal.words import ngettext


@dataclass(frozen=True, slots=True)
class MentorLoad:
    """One mentor of a programme; the id is the person's."""

    id: UUID
    name: str
    learners: int
    waiting: int
    away_until: date | None

    @property
    def label(self) -> str:
        """Say the name and the load, as it stands in a list to choose from."""
        return f"{self.name}: {self.words}"

    @property
    def words(self) -> str:
        """Say the load: "3 learners, 2 wait"."""
        learners = ngettext("%(num)s learner", "%(num)s learners", self.learners)
        waiting = ngettext("%(num)s work waits", "%(num)s works wait", self.waiting)
        away = [_("away")] if self.away_until else []
        return ", ".join([learners, waiting, *away])


def loads_of(session: Session, programme_id: UUID) -> list[MentorLoad]:
    """Return the programme's mentors by name, with what each carries, in one statement."""
    load, waits = _learners(programme_id), _waiting(programme_id)
    away = (
        select(func.max(Away.ends_on))
        .where(
            Away.mentor_id == Person.id,
            Away.programme_id == programme_id,
            Away.starts_on <= today(),
            Away.ends_on >= today(),
        )
        .scalar_subquery()
    )
    query = (
        select(Person.id, Person.name)
        .add_columns(func.coalesce(load.c.learners, 0), func.coalesce(waits.c.waiting, 0), away)
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(load, load.c.mentor_id == Person.id)
        .outerjoin(waits, waits.c.mentor_id == Person.id)
        .where(
            Membership.programme_id == programme_id,
            Membership.role == Role.MENTOR,
            Membership.ended_on.is_(None),
        )
        .order_by(Person.name, Person.id)
    )
    return [MentorLoad(*row) for row in session.execute(query)]


def _learners(programme_id: UUID) -> Subquery:
    """Count each mentor's learners: a pair runs at most once."""
    return (
        select(Mentoring.mentor_id, func.count().label("learners"))
        .where(Mentoring.programme_id == programme_id, Mentoring.ended_on.is_(None))
        .group_by(Mentoring.mentor_id)
        .subquery()
    )


def _waiting(programme_id: UUID) -> Subquery:
    """Count the works that wait for each mentor: those of each learner first, along one index."""
    theirs = (
        select(Work.learner_id, func.count().label("waiting"))
        .where(Work.programme_id == programme_id, Work.state == WorkState.SENT)
        .group_by(Work.learner_id)
        .subquery()
    )
    tie = and_(
        Mentoring.learner_id == theirs.c.learner_id,
        Mentoring.programme_id == programme_id,
        Mentoring.ended_on.is_(None),
    )
    return (
        select(Mentoring.mentor_id, cast(func.sum(theirs.c.waiting), Integer).label("waiting"))
        .select_from(theirs)
        .join(Mentoring, tie)
        .group_by(Mentoring.mentor_id)
        .subquery()
    )


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """An answer that a mentor has begun, as far as a coordinator may know it."""

    id: UUID
    learner: str
    mentor: str
    title: str
    number: int
    begun_at: datetime


def open_answers_around(session: Session, member: Membership) -> list[OpenAnswer]:
    """Return the unfinished answers to a learner's works, or those that a mentor writes."""
    if member.role == Role.COORDINATOR:
        return []
    learner, mentor = aliased(Person), aliased(Person)
    side = Work.learner_id if member.role == Role.LEARNER else Feedback.mentor_id
    query = (
        select(Feedback.id, learner.name, mentor.name, Work.title, Version.number)
        .add_columns(Feedback.created_at)
        .join(Version, Version.id == Feedback.version_id)
        .join(Work, Work.id == Version.work_id)
        .join(learner, learner.id == Work.learner_id)
        .join(mentor, mentor.id == Feedback.mentor_id)
        .where(
            Feedback.programme_id == member.programme_id,
            Feedback.given_at.is_(None),
            side == member.person_id,
        )
        .order_by(Feedback.created_at, Feedback.id)
        .limit(50)
    )
    return [OpenAnswer(*row) for row in session.execute(query)]
