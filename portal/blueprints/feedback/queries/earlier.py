"""All earlier answers to a learner, short, as they stand folded beside the desk."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from portal.hiding import hidden_at, readable
from portal.models import Criterion, Feedback, Level, Mark, Person, Version, Work
from portal.policy.feedback import visible_feedback

MOST = 10
SHOWN = 400  # characters of a summary


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """One answer that was given before, with its levels by criterion."""

    work_id: UUID
    number: int
    title: str
    mentor: str
    given_at: datetime
    outcome: str
    summary: str
    levels: tuple[tuple[str, str], ...]

    @property
    def address(self) -> str:
        """Return where the whole answer is."""
        return f"/work/{self.work_id}/versions/{self.number}/feedback"


def earlier_answers(
    session: Session, mentor: Person, version: Version
) -> tuple[EarlierAnswer, ...]:
    """Return the last answers to this learner in this programme, newest first, in one statement."""
    last = (
        visible_feedback(mentor)
        .where(
            Work.learner_id == version.work.learner_id,
            Work.programme_id == version.programme_id,
            Version.id != version.id,
            Feedback.given_at.is_not(None),
        )
        .order_by(Feedback.given_at.desc(), Feedback.id)
        .limit(MOST)
        .with_only_columns(Feedback.id)
    )
    query = (
        select(Feedback.id, Work.id.label("work_id"), Version.number, Work.title)
        .add_columns(Person.name.label("mentor"), Feedback.given_at, Feedback.outcome)
        .add_columns(hidden_at(Feedback.id).label("hidden_at"))
        .add_columns(Feedback.summary, Criterion.name, Level.name.label("level"))
        .join(Version, Version.id == Feedback.version_id)
        .join(Work, Work.id == Version.work_id)
        .join(Person, Person.id == Feedback.mentor_id)
        .outerjoin(Mark, Mark.feedback_id == Feedback.id)
        .outerjoin(Criterion, Criterion.id == Mark.criterion_id)
        .outerjoin(Level, Level.id == Mark.level_id)
        .where(Feedback.id.in_(select(last.subquery().c.id)))
        .order_by(Feedback.given_at.desc(), Feedback.id, Criterion.position)
    )
    groups = groupby(session.execute(query), key=lambda row: row.id)
    return tuple(_answer(list(rows)) for _feedback_id, rows in groups)


def _answer(rows: list[Row[Any]]) -> EarlierAnswer:
    row, words = rows[0], readable(rows[0].summary, rows[0].hidden_at)
    return EarlierAnswer(
        work_id=row.work_id,
        number=row.number,
        title=row.title,
        mentor=row.mentor,
        given_at=row.given_at,
        outcome=row.outcome,
        summary=words if len(words) <= SHOWN else words[:SHOWN] + "…",
        levels=tuple((one.name, one.level) for one in rows if one.level),
    )
