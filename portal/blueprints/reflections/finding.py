"""Finding one's own reflections by their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from portal.blueprints.reflections.queries import PAGE, with_subject
from portal.folding import fold
from portal.models import Person, Reflection
from portal.policy.reflections import visible_reflections

MOST, LOOK = 300, 400_000  # reflections and characters that one page looks through


@dataclass(frozen=True, slots=True)
class Found:
    """Reflections with those words, newest first; `older` is where to look on."""

    reflections: Sequence[Reflection]
    older: int | None


def find_by_words(session: Session, person: Person, asked: str, *, skip: int = 0) -> Found:
    """Return her own reflections that hold all the words, however they were written.

    The words are folded here and not by a job, so what was kept a moment ago is found.
    """
    words, found, looked = fold(asked).split(), list[UUID](), 0
    for place, (reflection_id, prompt, text) in enumerate(_texts(session, person, skip)):
        if len(found) == PAGE or looked > LOOK or place == MOST:
            return Found(_load(session, person, found), skip + place)
        looked += len(text)
        folded = fold(f"{prompt} {text}")
        if all(word in folded for word in words):
            found.append(reflection_id)
    return Found(_load(session, person, found), None)


def _texts(session: Session, person: Person, skip: int) -> Sequence[Row[UUID, str, str]]:
    query = (
        select(Reflection.id, Reflection.prompt, Reflection.words)
        .where(Reflection.person_id == person.id)
        .order_by(Reflection.created_at.desc(), Reflection.id)
        .offset(skip)
        .limit(MOST + 1)
    )
    return session.execute(query).all()


def _load(session: Session, person: Person, found: Sequence[UUID]) -> Sequence[Reflection]:
    query = with_subject(visible_reflections(person)).where(Reflection.id.in_(found))
    return session.scalars(query.order_by(Reflection.created_at.desc(), Reflection.id)).all()
