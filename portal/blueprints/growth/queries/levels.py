"""Which levels works reached at first and at last, criterion by criterion."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Subquery, and_, func, or_, select
from sqlalchemy.orm import Session

from portal.blueprints.growth.queries.among import works_among
from portal.models import Criterion, Edition, Feedback, Level, Mark, Version, Work


class LevelCount(NamedTuple):
    """How many works had this level in their first answer, and in their last."""

    rubric_id: UUID
    criterion: str
    level: str
    met: bool
    title: str
    place: int
    first: int
    last: int


def count_levels(
    session: Session, programme_id: UUID, *, cohort_id: UUID | None = None
) -> list[LevelCount]:
    """Count first and last levels; a criterion keeps its name through a rubric's editions."""
    counted = _by_level(_ends(programme_id, cohort_id))
    place = func.min(Level.position)
    query = (
        select(Edition.rubric_id, Criterion.name, Level.name, Level.met)
        .add_columns(func.max(Edition.title).label("title"), place)
        .add_columns(func.sum(counted.c.first), func.sum(counted.c.last))
        .select_from(counted)
        .join(Level, Level.id == counted.c.level_id)
        .join(Criterion, Criterion.id == Level.criterion_id)
        .join(Edition, Edition.id == Criterion.edition_id)
        .group_by(Edition.rubric_id, Criterion.name, Level.name, Level.met)
        .order_by("title", Edition.rubric_id, func.min(Criterion.position), Criterion.name, place)
    )
    return _in_order(LevelCount(*row) for row in session.execute(query))


def _in_order(counts: Iterable[LevelCount]) -> list[LevelCount]:
    """Keep the levels of a criterion together, also where editions gave it other places."""
    criteria: dict[tuple[UUID, str], list[LevelCount]] = {}
    for count in counts:
        criteria.setdefault((count.rubric_id, count.criterion), []).append(count)
    return [row for rows in criteria.values() for row in sorted(rows, key=lambda one: one.place)]


def _by_level(ends: Subquery) -> Subquery:
    """Count the marks of the first and the last answers by their level, before names are read."""
    first, last = Version.number == ends.c.first, Version.number == ends.c.last
    return (
        select(Mark.level_id)
        .add_columns(func.count().filter(first).label("first"))
        .add_columns(func.count().filter(last).label("last"))
        .select_from(ends)
        .join(Version, and_(Version.work_id == ends.c.work_id, or_(first, last)))
        .join(Feedback, Feedback.version_id == Version.id)
        .join(Mark, Mark.feedback_id == Feedback.id)
        .where(Mark.level_id.is_not(None))
        .group_by(Mark.level_id)
        .subquery()
    )


def _ends(programme_id: UUID, cohort_id: UUID | None) -> Subquery:
    """Select the numbers of each work's first and last version with a given answer."""
    return (
        select(Version.work_id)
        .add_columns(func.min(Version.number).label("first"))
        .add_columns(func.max(Version.number).label("last"))
        .join(Work, Work.id == Version.work_id)
        .join(Feedback, Feedback.version_id == Version.id)
        .where(*works_among(programme_id, cohort_id), Feedback.given_at.is_not(None))
        .group_by(Version.work_id)
        .subquery()
    )
