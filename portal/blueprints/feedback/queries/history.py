"""How far a learner came: her levels over time, criterion by criterion, and the steps she did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from portal.models import Criterion, Feedback, Level, Mark, Person, Step, Version, Work
from portal.policy.feedback import visible_feedback
from portal.policy.steps import visible_steps

MOST = 400  # marks: some years of work
DONE = 20


@dataclass(frozen=True, slots=True)
class LevelThen:
    """The level that one answer gave."""

    level: str
    met: bool
    at: datetime
    address: str


@dataclass(frozen=True, slots=True)
class Way:
    """One criterion with the levels that were given, the oldest first."""

    criterion: str
    levels: tuple[LevelThen, ...]


def levels_over_time(session: Session, mentor: Person, learner_id: UUID) -> tuple[Way, ...]:
    """Return the levels of all answers that the mentor sees, by the criterion's name."""
    query = (
        visible_feedback(mentor)
        .join(Mark, Mark.feedback_id == Feedback.id)
        .join(Criterion, Criterion.id == Mark.criterion_id)
        .join(Level, Level.id == Mark.level_id)
        .where(Work.learner_id == learner_id, Feedback.given_at.is_not(None))
        .order_by(Feedback.given_at.desc(), Feedback.id, Criterion.position)
        .limit(MOST)
        .with_only_columns(Criterion.name, Level.name, Level.met, Feedback.given_at)
        .add_columns(Version.work_id, Version.number)
    )
    ways: dict[str, list[LevelThen]] = {}
    for name, level, met, at, work_id, number in session.execute(query):
        address = f"/work/{work_id}/versions/{number}/feedback"
        ways.setdefault(name, []).append(LevelThen(level, met, at, address))
    return tuple(Way(name, tuple(reversed(levels))) for name, levels in sorted(ways.items()))


def steps_done(session: Session, mentor: Person, learner_id: UUID) -> Sequence[Step]:
    """Return the steps that she did, the last first, as far as the mentor sees them."""
    query = visible_steps(mentor).where(Step.person_id == learner_id, Step.done_at.is_not(None))
    return session.scalars(query.order_by(Step.done_at.desc(), Step.id).limit(DONE)).all()
