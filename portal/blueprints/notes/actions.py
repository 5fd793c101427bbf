"""Pinning, changing and taking away notes while the answer is a draft."""

from uuid import UUID

from sqlalchemy.orm import Session

from portal.blueprints.notes.holding import hold_draft
from portal.models import Feedback, Note, NoteKind
from portal.once import check_stamp
from portal.places import Place


def pin_words(session: Session, feedback: Feedback, *, place: Place, words: str) -> Note:
    """Pin a note to words of the text; the caller holds the draft."""
    return _pin(
        session,
        feedback,
        Note(
            kind=NoteKind.WORDS,
            start=place.start,
            stop=place.stop,
            exact=place.exact,
            before=place.before,
            after=place.after,
            words=words,
        ),
    )


def pin_spot(
    session: Session, feedback: Feedback, *, media_id: UUID, x: float, y: float, words: str
) -> Note:
    """Pin a note to a spot on a photo; x and y count from 0 to 1 and are kept inside."""
    x, y = (min(max(at, 0.0), 1.0) for at in (x, y))
    note = Note(kind=NoteKind.SPOT, media_id=media_id, x=x, y=y, words=words)
    return _pin(session, feedback, note)


def change_note(
    session: Session, note: Note, *, mentor_id: UUID, words: str, stamp: int | None
) -> None:
    """Change the words of a note, unless it changed meanwhile.

    Raises NotOpen when the answer is given or not this mentor's.
    """
    hold_draft(session, note.version_id, mentor_id=mentor_id)
    check_stamp(note, stamp, theirs={"words": note.words})
    note.words = words
    session.flush()


def remove_note(session: Session, note: Note, *, mentor_id: UUID) -> None:
    """Take a note away from a draft."""
    hold_draft(session, note.version_id, mentor_id=mentor_id)
    session.delete(note)
    session.flush()


def _pin(session: Session, feedback: Feedback, note: Note) -> Note:
    note.programme_id, note.version_id = feedback.programme_id, feedback.version_id
    note.feedback_id = feedback.id
    session.add(note)
    session.flush()
    return note
