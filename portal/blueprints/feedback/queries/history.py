"""How far a learner came: the levels of her skills over time, and the steps she did."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from portal.blueprints.feedback.growing import Given, Growth, growth_in
from portal.models import Criterion, Feedback, Level, Mark, Person, Skill, Step, Version, Work
from portal.policy.feedback import visible_feedback
from portal.policy.steps import visible_steps

MOST = 400  # marks: some years of work
DONE = 20


def growth_of(
    session: Session, reader: Person, learner_id: UUID, *, most: int = MOST
) -> tuple[Growth, ...]:
    """Return how her skills grew, by the given answers that the reader sees."""
    query = (
        visible_feedback(reader)
        .join(Mark, Mark.feedback_id == Feedback.id)
        .join(Criterion, Criterion.id == Mark.criterion_id)
        .join(Level, Level.id == Mark.level_id)
        .outerjoin(Skill, Skill.id == Criterion.skill_id)
        .where(Work.learner_id == learner_id, Feedback.given_at.is_not(None))
        .order_by(Feedback.given_at.desc(), Feedback.id, Criterion.position)
        .limit(most)
        .with_only_columns(Skill.name, Criterion.name, Level.name)
        .add_columns(_levels(up_to_it=True), _levels(), Level.met, Feedback.given_at)
        .add_columns(Version.work_id, Version.number)
    )
    return growth_in((_given(row) for row in session.execute(query)), zone=reader.zone)


def _levels(*, up_to_it: bool = False) -> ScalarSelect[int]:
    """Count the levels of the criterion: all, or up to the one that was given."""
    one = aliased(Level)
    count = select(func.count()).where(one.criterion_id == Level.criterion_id)
    return (count.where(one.position <= Level.position) if up_to_it else count).scalar_subquery()


def _given(row: Any) -> Given:
    address = f"/work/{row.work_id}/versions/{row.number}/feedback"
    return Given._make((*row[:7], address))


def steps_done(session: Session, mentor: Person, learner_id: UUID) -> Sequence[Step]:
    """Return the steps that she did, the last first, as far as the mentor sees them."""
    query = visible_steps(mentor).where(Step.person_id == learner_id, Step.done_at.is_not(None))
    return session.scalars(query.order_by(Step.done_at.desc(), Step.id).limit(DONE)).all()
