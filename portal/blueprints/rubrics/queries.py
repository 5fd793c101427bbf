"""What the pages about rubrics read."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from portal.models import (
    Criterion,
    Edition,
    Mark,
    Person,
    Rubric,
    SelfMark,
    Task,
    Version,
)
from portal.policy.programmes import visible_rubrics


@dataclass(frozen=True, slots=True)
class RubricLine:
    """A rubric in a list, by the words of its newest edition."""

    id: UUID
    title: str
    number: int
    criteria: int
    tasks: int


def rubrics_of(session: Session, programme_id: UUID) -> list[RubricLine]:
    """Return the programme's rubrics with what stands in their newest edition, by title."""
    criteria = select(func.count()).where(Criterion.edition_id == Edition.id)
    tasks = select(func.count()).where(Task.edition_id == Edition.id)
    query = (
        _newest()
        .with_only_columns(
            Edition.rubric_id,
            Edition.title,
            Edition.number,
            criteria.scalar_subquery(),
            tasks.scalar_subquery(),
        )
        .where(Edition.programme_id == programme_id)
        .order_by(Edition.title, Edition.id)
    )
    return [RubricLine(*row) for row in session.execute(query)]


def newest_edition(session: Session, rubric_id: UUID) -> Edition:
    """Return the newest edition of a rubric, with its criteria, levels and skills."""
    query = _with_words(_newest().where(Edition.rubric_id == rubric_id))
    return session.scalars(query.execution_options(populate_existing=True)).one()


def editions_where(session: Session, condition: ColumnElement[bool]) -> Sequence[Edition]:
    """Return these editions by title, with their criteria, levels and skills."""
    query = _with_words(select(Edition).where(condition))
    return session.scalars(query.order_by(Edition.title, Edition.id)).all()


def is_newest() -> ColumnElement[bool]:
    """Select by: no later edition of the rubric is there."""
    later = aliased(Edition)
    is_later = and_(later.rubric_id == Edition.rubric_id, later.number > Edition.number)
    return ~exists().where(is_later)


def _newest() -> Select[Edition]:
    return select(Edition).where(is_newest())


def _with_words(query: Select[Edition]) -> Select[Edition]:
    criteria = selectinload(Edition.criteria)
    return query.options(
        criteria.selectinload(Criterion.levels), criteria.joinedload(Criterion.skill)
    )


def is_used(session: Session, edition: Edition) -> bool:
    """Tell whether any work or answer was judged by the words of this edition."""
    marked = select(Mark.edition_id).where(Mark.edition_id == edition.id)
    answered = select(Version.id).where(Version.edition_id == edition.id)
    judged = (
        select(SelfMark.version_id)
        .join(Criterion, Criterion.id == SelfMark.criterion_id)
        .where(Criterion.edition_id == edition.id)
    )
    used = select(or_(marked.exists(), answered.exists(), judged.exists()))
    return edition.used_at is not None or bool(session.scalar(used))


def twin_in(edition: Edition, criterion: Criterion | None) -> Criterion | None:
    """Return the criterion itself, or its copy in a newer edition.

    A copy keeps the moment at which the first one was made; so a page that was opened
    before the copy was made still finds what it is about.
    """
    if criterion is None:
        return None
    if criterion.edition_id == edition.id:
        return next((one for one in edition.criteria if one.id == criterion.id), None)
    twins = [one for one in edition.criteria if one.created_at == criterion.created_at]
    return twins[0] if twins else None


def find_rubric(
    session: Session, person: Person, rubric_id: UUID, criterion_id: UUID | None = None
) -> Rubric | None:
    """Return a rubric of a programme that the person is in.

    Its criteria come and go; an address with one that went still leads to the rubric.
    """
    return session.scalars(visible_rubrics(person).where(Rubric.id == rubric_id)).one_or_none()


def criterion_of(session: Session, rubric: Rubric, criterion_id: UUID) -> Criterion | None:
    """Return a criterion of any edition of the rubric."""
    query = (
        select(Criterion)
        .join(Edition, Edition.id == Criterion.edition_id)
        .where(Edition.rubric_id == rubric.id, Criterion.id == criterion_id)
    )
    return session.scalars(query).one_or_none()
