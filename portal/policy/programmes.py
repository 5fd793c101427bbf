"""Who is what in a programme; the person comes with her memberships."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.models import (
    Cohort,
    DoorKey,
    Membership,
    Mentoring,
    Person,
    Programme,
    Role,
    Rubric,
    Skill,
    Task,
)


def has_role(person: Person, programme_id: UUID, role: Role) -> bool:
    """Tell whether the person is this in the programme, today."""
    return any(
        member.programme_id == programme_id and member.role == role and member.ended_on is None
        for member in person.memberships
    )


def is_learner_in(person: Person, programme_id: UUID) -> bool:
    """Tell whether she learns in the programme."""
    return has_role(person, programme_id, Role.LEARNER)


def is_mentor_in(person: Person, programme_id: UUID) -> bool:
    """Tell whether he mentors in the programme."""
    return has_role(person, programme_id, Role.MENTOR)


def programmes_of(person: Person, *roles: Role) -> set[UUID]:
    """Return the programmes in which the person has one of the roles, or any."""
    return {
        member.programme_id
        for member in person.memberships
        if member.ended_on is None and (not roles or member.role in roles)
    }


def mentors(
    person: Person,
    learner_id: InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None],
    programme_id: InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None],
) -> ColumnElement[bool]:
    """Select by: the person is a mentor of that programme and mentors that learner, today.

    It says twice that she is one of his, so that a database among many can begin with his few.
    """
    his = select(Mentoring.learner_id).where(
        Mentoring.mentor_id == person.id, Mentoring.ended_on.is_(None)
    )
    tie = (
        select(Mentoring.id)
        .where(
            Mentoring.mentor_id == person.id,
            Mentoring.learner_id == learner_id,
            Mentoring.programme_id == programme_id,
            Mentoring.programme_id.in_(programmes_of(person, Role.MENTOR)),
            Mentoring.ended_on.is_(None),
        )
        .exists()
    )
    return and_(learner_id.in_(his), tie)


def mentors_of(learner_id: UUID) -> Select[UUID, str]:
    """Select who mentors the learner today, by programme and name: `mentors` from her side."""
    still_mentors = and_(
        Membership.person_id == Mentoring.mentor_id,
        Membership.programme_id == Mentoring.programme_id,
        Membership.role == Role.MENTOR,
        Membership.ended_on.is_(None),
    )
    return (
        select(Mentoring.programme_id, Person.name)
        .join(Person, Person.id == Mentoring.mentor_id)
        .join(Membership, still_mentors)
        .where(Mentoring.learner_id == learner_id, Mentoring.ended_on.is_(None))
    )


def runs_beside(programme_id: UUID | InstrumentedAttribute[UUID], person_id: UUID) -> Select[UUID]:
    """Select who else runs the programme, and is not about to close the account."""
    return (
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.programme_id == programme_id,
            Membership.person_id != person_id,
            Membership.role == Role.COORDINATOR,
            Membership.ended_on.is_(None),
            Person.closes_at.is_(None),
        )
    )


def visible_programmes(person: Person) -> Select[Programme]:
    """Select the programmes that the person runs."""
    return select(Programme).where(Programme.id.in_(programmes_of(person, Role.COORDINATOR)))


def visible_cohorts(person: Person) -> Select[Cohort]:
    """Select the cohorts of the programmes that the person runs."""
    return select(Cohort).where(Cohort.programme_id.in_(programmes_of(person, Role.COORDINATOR)))


def visible_memberships(person: Person) -> Select[Membership]:
    """Select the memberships of the programmes that the person runs."""
    run = programmes_of(person, Role.COORDINATOR)
    return select(Membership).where(Membership.programme_id.in_(run))


def visible_mentorings(person: Person) -> Select[Mentoring]:
    """Select the mentorings of the programmes that the person runs."""
    run = programmes_of(person, Role.COORDINATOR)
    return select(Mentoring).where(Mentoring.programme_id.in_(run))


def visible_door_keys(person: Person) -> Select[DoorKey]:
    """Select the unused invitations to the programmes that the person runs."""
    run = programmes_of(person, Role.COORDINATOR)
    return select(DoorKey).where(DoorKey.programme_id.in_(run), DoorKey.used_at.is_(None))


def visible_skills(person: Person) -> Select[Skill]:
    """Select the skills of the programmes that the person is in."""
    return select(Skill).where(Skill.programme_id.in_(programmes_of(person)))


def visible_rubrics(person: Person) -> Select[Rubric]:
    """Select the rubrics of the programmes that the person is in."""
    return select(Rubric).where(Rubric.programme_id.in_(programmes_of(person)))


def visible_tasks(person: Person) -> Select[Task]:
    """Select the tasks of the programmes that the person is in."""
    return select(Task).where(Task.programme_id.in_(programmes_of(person)))


Thing = Programme | Cohort | Membership | Mentoring | DoorKey | Skill | Rubric | Task


def may_run(person: Person, thing: Thing) -> bool:
    """Only a coordinator of the programme changes what belongs to it."""
    programme_id = thing.id if isinstance(thing, Programme) else thing.programme_id
    return has_role(person, programme_id, Role.COORDINATOR)


def may_hand_over_key(person: Person, other: Person) -> bool:
    """A link to an account is shown only to who runs every programme that the account opens.

    A programme that she left counts too: what she made there is still hers to see.
    """
    opened = {member.programme_id for member in other.memberships}
    return opened <= programmes_of(person, Role.COORDINATOR)


def may_change_mentors(person: Person, membership: Membership) -> bool:
    """A coordinator says who mentors a learner of the programme."""
    learns = membership.role == Role.LEARNER and membership.ended_on is None
    return learns and may_run(person, membership)


def may_turn_off_second_factor(person: Person, membership: Membership) -> bool:
    """A coordinator helps who lost app and codes, where the account opens only what she runs.

    Her own she turns off with a code, or another coordinator does it.
    """
    other = membership.person
    helps = may_run(person, membership) and membership.ended_on is None and other.id != person.id
    return helps and may_hand_over_key(person, other)


def may_give_new_password(person: Person, membership: Membership) -> bool:
    """A coordinator helps a member in by a link: handed over, or by mail to her own address."""
    reachable = may_hand_over_key(person, membership.person) or membership.person.email is not None
    return may_run(person, membership) and membership.ended_on is None and reachable
