"""A mentor's own sentences: kept, changed, thrown away."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models import Person, Phrase
from portal.once import check_stamp


def keep_phrase(
    session: Session, mentor: Person, *, words: str, criterion_id: UUID | None
) -> Phrase:
    """Keep a sentence for re-use; the very same one is kept once."""
    same = select(Phrase).where(Phrase.mentor_id == mentor.id, Phrase.words == words)
    about = Phrase.criterion_id == criterion_id if criterion_id else Phrase.criterion_id.is_(None)
    phrase = session.scalars(same.where(about).limit(1)).first()
    if phrase is None:
        phrase = Phrase(mentor_id=mentor.id, criterion_id=criterion_id, words=words)
        session.add(phrase)
        session.flush()
    return phrase


def change_phrase(
    session: Session, phrase: Phrase, *, words: str, anywhere: bool, stamp: int | None
) -> None:
    """Change the words, or let it be offered everywhere; answers keep what was put in before.

    Raises Changed when it changed since the mentor began.
    """
    check_stamp(phrase, stamp, theirs={"words": phrase.words})
    phrase.words = words
    phrase.criterion_id = None if anywhere else phrase.criterion_id
    session.flush()


def remove_phrase(session: Session, phrase: Phrase) -> None:
    """Throw a phrase away; answers keep what was put in before."""
    session.delete(phrase)
    session.flush()
