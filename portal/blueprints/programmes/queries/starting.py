"""What a new programme still lacks before its first learner can send work."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from portal.models import (
    Cohort,
    Criterion,
    DoorKey,
    Edition,
    Membership,
    Mentoring,
    Programme,
    Role,
    Rubric,
    Skill,
    Task,
)


@dataclass(frozen=True, slots=True)
class Start:
    """What is there already, in the order in which a coordinator makes it."""

    cohort: bool
    skills: bool
    mentors: bool
    learners: bool
    mentorings: bool
    rubric: bool
    task: bool

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing."""
        return all((self.cohort, self.mentors, self.learners, self.mentorings, self.task))


def start_of(session: Session, programme: Programme) -> Start:
    """Look what a programme has, in one statement."""
    here = programme.id
    rubric = exists().where(
        Rubric.programme_id == here,
        Edition.rubric_id == Rubric.id,
        Criterion.edition_id == Edition.id,
    )
    found = session.execute(
        select(
            exists().where(Cohort.programme_id == here),
            exists().where(Skill.programme_id == here),
            _has(Role.MENTOR, here),
            _has(Role.LEARNER, here),
            exists().where(Mentoring.programme_id == here, Mentoring.ended_on.is_(None)),
            rubric,
            exists().where(Task.programme_id == here),
        )
    )
    return Start(*(bool(there) for there in found.one()))


def _has(role: Role, programme_id: UUID) -> ColumnElement[bool]:
    """Somebody of this role is here, or is invited."""
    member = exists().where(
        Membership.programme_id == programme_id,
        Membership.role == role,
        Membership.ended_on.is_(None),
    )
    invited = exists().where(
        DoorKey.programme_id == programme_id, DoorKey.role == role, DoorKey.used_at.is_(None)
    )
    return member | invited
