"""A mentor's phrases: all of them, and those that fit to a criterion on the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.blueprints.feedback.queries.parts import SeenCriterion
from portal.models import Criterion, Edition, Person, Phrase, Version
from portal.policy.feedback import visible_phrases

MOST = 200
SHOWN = 70  # characters of a phrase in a list to choose from


@dataclass(frozen=True, slots=True)
class OwnPhrase:
    """One phrase, and the criterion it was written for."""

    id: UUID
    words: str
    criterion: str | None

    @property
    def short(self) -> str:
        """Return its beginning."""
        words = " ".join(self.words.split())
        return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def phrases_of(session: Session, mentor: Person) -> list[OwnPhrase]:
    """Return the mentor's phrases: those for everything first, then by criterion."""
    query = (
        select(Phrase.id, Phrase.words, Criterion.name)
        .outerjoin(Criterion, Criterion.id == Phrase.criterion_id)
        .where(Phrase.mentor_id == mentor.id)
        .order_by(Criterion.name.is_not(None), Criterion.name, Phrase.created_at, Phrase.id)
        .limit(MOST)
    )
    return [OwnPhrase(*row) for row in session.execute(query)]


def phrases_for(
    session: Session, mentor: Person, version: Version, criteria: Sequence[SeenCriterion]
) -> dict[UUID, list[OwnPhrase]]:
    """Return the phrases that fit to each criterion, with those that fit everywhere.

    A phrase follows its criterion by name into later editions of the same rubric.
    """
    if not criteria:
        return {}
    rubric = select(Edition.rubric_id).where(Edition.id == version.edition_id).scalar_subquery()
    query = (
        select(Phrase.id, Phrase.words, Criterion.name)
        .outerjoin(Criterion, Criterion.id == Phrase.criterion_id)
        .outerjoin(Edition, Edition.id == Criterion.edition_id)
        .where(
            Phrase.mentor_id == mentor.id,
            or_(Phrase.criterion_id.is_(None), Edition.rubric_id == rubric),
        )
        .order_by(Criterion.name.is_(None), Phrase.created_at, Phrase.id)
        .limit(MOST)
    )
    phrases = [OwnPhrase(*row) for row in session.execute(query)]
    return {
        one.id: [phrase for phrase in phrases if phrase.criterion in (None, one.name)]
        for one in criteria
    }


def find_phrase(session: Session, person: Person, phrase_id: UUID) -> Phrase | None:
    """Return a phrase of the person's own."""
    return session.scalars(visible_phrases(person).where(Phrase.id == phrase_id)).one_or_none()
