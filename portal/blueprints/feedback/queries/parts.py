"""The parts of an answer that desk and answer page both show: criteria and next steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from portal.hiding import hidden_at, readable
from portal.models import Criterion, Level, Mark, SelfMark, Step, Version

LONG_TEXT = 6_000  # characters; what is longer is folded


@dataclass(frozen=True, slots=True)
class LevelWords:
    """One level of a criterion: a sentence that describes real work."""

    id: UUID
    position: int
    name: str
    words: str
    met: bool


@dataclass(frozen=True, slots=True)
class SeenCriterion:
    """One criterion with what the learner and the mentor say about it."""

    id: UUID
    position: int
    name: str
    words: str
    levels: tuple[LevelWords, ...]
    own: LevelWords | None
    level: LevelWords | None
    comment: str

    @property
    def number(self) -> str:
        """Return how its boxes are called."""
        return str(self.position)


@dataclass(frozen=True, slots=True)
class NextStep:
    """One next step of an answer; its row on the desk is its position."""

    id: UUID
    position: int
    words: str
    due_on: date | None
    done: bool


def read_criteria(
    session: Session, version: Version, feedback_id: UUID | None
) -> tuple[SeenCriterion, ...]:
    """Return the criteria of the version's rubric with both sides' marks; none without a rubric."""
    if version.edition_id is None:
        return ()
    query = (
        select(Criterion, Level, SelfMark.level_id, Mark.level_id, Mark.comment)
        .add_columns(hidden_at(Mark.feedback_id))
        .outerjoin(Level, Level.criterion_id == Criterion.id)
        .outerjoin(
            SelfMark,
            and_(SelfMark.criterion_id == Criterion.id, SelfMark.version_id == version.id),
        )
        .outerjoin(Mark, and_(Mark.criterion_id == Criterion.id, Mark.feedback_id == feedback_id))
        .where(Criterion.edition_id == version.edition_id)
        .order_by(Criterion.position, Level.position)
    )
    rows = groupby(session.execute(query), key=lambda row: row[0])
    return tuple(_seen(criterion, [tuple(row) for row in each]) for criterion, each in rows)


def read_steps(session: Session, feedback_id: UUID | None) -> tuple[NextStep, ...]:
    """Return the next steps of an answer in their order."""
    if feedback_id is None:
        return ()
    query = select(Step).where(Step.feedback_id == feedback_id).order_by(Step.position, Step.id)
    return tuple(
        NextStep(step.id, step.position, step.words, step.due_on, step.done_at is not None)
        for step in session.scalars(query)
    )


def _seen(criterion: Criterion, rows: Sequence[tuple[Any, ...]]) -> SeenCriterion:
    _criterion, _level, own, given, comment, since = rows[0]
    levels = [_words_of(level) for _same, level, *_rest in rows if level is not None]
    by_id = {level.id: level for level in levels}
    return SeenCriterion(
        id=criterion.id,
        position=criterion.position,
        name=criterion.name,
        words=criterion.words,
        levels=tuple(levels),
        own=by_id.get(own) if own else None,
        level=by_id.get(given) if given else None,
        comment=readable(comment or "", since),
    )


def _words_of(level: Level) -> LevelWords:
    return LevelWords(level.id, level.position, level.name, level.words, level.met)
