"""Who is in a programme: by role and cohort, with mentors and when each was last here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from portal.models import Cohort, Membership, Mentoring, Person, Programme, Role, Skill
from portal.policy.programmes import (
    visible_cohorts,
    visible_memberships,
    visible_mentorings,
    visible_programmes,
    visible_skills,
)

PAGE = 50


class Listed(StrEnum):
    """Which people are listed."""

    LEARNERS = "learner"
    MENTORS = "mentor"
    COORDINATORS = "coordinator"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person in a role; `others` are a learner's mentors or a mentor's learners."""

    id: UUID
    name: str
    role: str
    cohort: str
    seen_on: date | None
    ended_on: date | None
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """A running mentoring, seen from one side: its id and who is on the other."""

    id: UUID
    name: str


def people_of(
    session: Session,
    programme: Programme,
    *,
    listed: Listed | None = None,
    cohort_id: UUID | None = None,
    number: int = 1,
) -> tuple[list[MemberLine], bool]:
    """Return one page of members by role, cohort and name, and whether another follows.

    Groups are counted first, along an index, so that only those on the page are put in order.
    """
    groups, skip = _groups_from(
        session.execute(_counts(programme, listed, cohort_id)).all(), (number - 1) * PAGE
    )
    query = _members(programme, listed).where(or_(false(), *(_is_in(*group) for group in groups)))
    rows = session.execute(query.offset(skip).limit(PAGE + 1)).all()
    ties = _names_beside(session, programme, {row.person_id for row in rows[:PAGE]})
    return [_line(row, ties) for row in rows[:PAGE]], len(rows) > PAGE


def _groups_from(counts: Iterable[Any], place: int) -> tuple[list[tuple[str, UUID | None]], int]:
    """Return the groups that one page from that place touches, and what to skip in the first."""
    groups: list[tuple[str, UUID | None]] = []
    begun, skip = 0, 0
    for role, cohort_id, count in counts:
        if begun + count > place and begun <= place + PAGE:
            skip = skip if groups else place - begun
            groups.append((role, cohort_id))
        begun += count
    return groups, skip


def _is_in(role: str, cohort_id: UUID | None) -> ColumnElement[bool]:
    here = Membership.cohort_id == cohort_id if cohort_id else Membership.cohort_id.is_(None)
    return and_(Membership.role == role, here)


def _counts(
    programme: Programme, listed: Listed | None, cohort_id: UUID | None
) -> Select[*tuple[Any, ...]]:
    """Count the members of each role and cohort, in the order of the list."""
    counts = (
        select(Membership.role, Membership.cohort_id, func.count().label("count"))
        .where(Membership.programme_id == programme.id, *_as(listed))
        .group_by(Membership.role, Membership.cohort_id)
    )
    if cohort_id:
        counts = counts.where(Membership.cohort_id == cohort_id)
    counted = counts.subquery()  # along an index; only the groups are put in order
    return (
        select(counted)
        .outerjoin(Cohort, Cohort.id == counted.c.cohort_id)
        .order_by(*_by_group(counted.c.role, counted.c.cohort_id))
    )


def _by_group(
    role: Any = Membership.role, cohort_id: Any = Membership.cohort_id
) -> tuple[Any, ...]:
    places = {Role.LEARNER: 0, Role.MENTOR: 1, Role.COORDINATOR: 2}
    rank = case(places, value=role)
    return rank, Cohort.starts_on.is_(None), Cohort.starts_on, cohort_id


def _as(listed: Listed | None) -> tuple[ColumnElement[bool], ...]:
    if listed == Listed.LEFT:
        return (Membership.ended_on.is_not(None),)
    running = Membership.ended_on.is_(None)
    return (running, Membership.role == listed.value) if listed else (running,)


def _members(programme: Programme, listed: Listed | None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Membership.id,
            Membership.role,
            Membership.person_id,
            Membership.ended_on,
            Person.name,
            Person.seen_on,
            Cohort.name.label("cohort"),
        )
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Cohort, Cohort.id == Membership.cohort_id)
        .where(Membership.programme_id == programme.id, *_as(listed))
        .order_by(*_by_group(), Person.name, Membership.id)
    )


def _names_beside(
    session: Session, programme: Programme, people: Iterable[UUID]
) -> dict[tuple[str, UUID], list[str]]:
    ties = defaultdict(list)
    mine, theirs = Mentoring.learner_id, Mentoring.mentor_id
    for role, side, other in ((Role.LEARNER, mine, theirs), (Role.MENTOR, theirs, mine)):
        query = (
            select(side, Person.name)
            .join(Person, Person.id == other)
            .where(
                Mentoring.programme_id == programme.id,
                Mentoring.ended_on.is_(None),
                side.in_(people),
            )
        )
        for person_id, name in session.execute(query.order_by(Person.name)):
            ties[role.value, person_id].append(name)
    return ties


def _line(row: Row[Any], ties: dict[tuple[str, UUID], list[str]]) -> MemberLine:
    return MemberLine(
        id=row.id,
        name=row.name,
        role=row.role,
        cohort=row.cohort or "",
        seen_on=row.seen_on,
        ended_on=row.ended_on,
        others=tuple(ties.get((row.role, row.person_id), ())),
    )


def ties_of(session: Session, member: Membership) -> list[Tie]:
    """Return a learner's mentors, or a mentor's learners."""
    sides = (Mentoring.learner_id, Mentoring.mentor_id)
    side, other = sides if member.role == Role.LEARNER else sides[::-1]
    query = (
        select(Mentoring.id, Person.name)
        .join(Person, Person.id == other)
        .where(
            Mentoring.programme_id == member.programme_id,
            Mentoring.ended_on.is_(None),
            side == member.person_id,
        )
    )
    return [Tie(*row) for row in session.execute(query.order_by(Person.name))]


def cohorts_of(session: Session, programme_id: UUID) -> Sequence[Cohort]:
    """Return the programme's cohorts, the newest first."""
    query = select(Cohort).where(Cohort.programme_id == programme_id)
    return session.scalars(query.order_by(Cohort.starts_on.desc(), Cohort.name, Cohort.id)).all()


def skills_of(session: Session, programme_id: UUID) -> Sequence[Skill]:
    """Return the programme's skills in their order."""
    query = select(Skill).where(Skill.programme_id == programme_id)
    return session.scalars(query.order_by(Skill.position)).all()


def find_member(session: Session, person: Person, membership_id: UUID) -> Membership | None:
    """Return a membership of a programme that the person runs, with whose and where it is."""
    query = visible_memberships(person).where(Membership.id == membership_id)
    whose = joinedload(Membership.person).selectinload(Person.memberships)
    return session.scalars(
        query.options(whose, joinedload(Membership.programme), joinedload(Membership.cohort))
    ).one_or_none()


def find_mentoring(session: Session, person: Person, mentoring_id: UUID) -> Mentoring | None:
    """Return a mentoring of a programme that the person runs."""
    query = visible_mentorings(person).where(Mentoring.id == mentoring_id)
    return session.scalars(query).one_or_none()


def find_cohort(session: Session, person: Person, cohort_id: UUID) -> Cohort | None:
    """Return a cohort of a programme that the person runs."""
    return session.scalars(visible_cohorts(person).where(Cohort.id == cohort_id)).one_or_none()


def find_skill(session: Session, person: Person, skill_id: UUID) -> Skill | None:
    """Return a skill of a programme that the person is in."""
    return session.scalars(visible_skills(person).where(Skill.id == skill_id)).one_or_none()


def find_programme(session: Session, person: Person, programme_id: UUID) -> Programme | None:
    """Return a programme that the person runs."""
    query = visible_programmes(person).where(Programme.id == programme_id)
    return session.scalars(query).one_or_none()


def learner_in(session: Session, mentoring: Mentoring) -> UUID | None:
    """Return the id of the membership of the learner who is mentored."""
    return session.scalar(
        select(Membership.id).where(
            Membership.programme_id == mentoring.programme_id,
            Membership.person_id == mentoring.learner_id,
            Membership.role == Role.LEARNER,
        )
    )
