"""Whose work is counted: that of a whole programme, or of one cohort."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from portal.models import Membership, Role, Step, Work


def works_among(programme_id: UUID, cohort_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
    """Select works of the programme, or of the learners who are or were in the cohort."""
    here = Work.programme_id == programme_id
    if cohort_id is None:
        return (here,)
    return here, Work.learner_id.in_(_learners(programme_id, cohort_id))


def steps_among(programme_id: UUID, cohort_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
    """Select steps of the programme, or of the learners who are or were in the cohort."""
    here = Step.programme_id == programme_id
    if cohort_id is None:
        return (here,)
    return here, Step.person_id.in_(_learners(programme_id, cohort_id))


def _learners(programme_id: UUID, cohort_id: UUID) -> Select[UUID]:
    return select(Membership.person_id).where(
        Membership.cohort_id == cohort_id,
        Membership.programme_id == programme_id,
        Membership.role == Role.LEARNER,
    )
