"""What pages read about notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from portal.models import Feedback, Note, Person, Reply, Version, VersionFile, Work
from portal.policy.notes import visible_notes


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One reply under a note."""

    id: UUID
    author_id: UUID
    author: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PinnedNote:
    """A note with the number that its pin shows."""

    number: int
    id: UUID
    media_id: UUID | None
    start: int | None
    stop: int | None
    exact: str | None
    x: float | None
    y: float | None
    words: str
    done: bool | None
    stamp: int
    replies: tuple[ReplyLine, ...] = ()


def read_notes(
    session: Session, feedback_id: UUID, *, replies: bool = False
) -> tuple[PinnedNote, ...]:
    """Return the notes of an answer, numbered as one reads: photo by photo, then along the text."""
    file = and_(VersionFile.version_id == Note.version_id, VersionFile.media_id == Note.media_id)
    query = (
        select(Note)
        .outerjoin(VersionFile, file)
        .where(Note.feedback_id == feedback_id)
        .order_by(
            Note.media_id.is_(None), VersionFile.position, Note.start, Note.created_at, Note.id
        )
    )
    notes = session.scalars(query).all()
    under = _replies_of(session, feedback_id) if replies and notes else {}
    return tuple(_pinned(number, note, under) for number, note in enumerate(notes, 1))


def find_note(session: Session, person: Person, note_id: UUID) -> Note | None:
    """Return a note that the person may see, with the answer and the work it belongs to."""
    query = (
        visible_notes(person)
        .where(Note.id == note_id)
        .options(
            joinedload(Note.feedback).options(
                joinedload(Feedback.mentor),
                joinedload(Feedback.version).joinedload(Version.work).joinedload(Work.learner),
            )
        )
    )
    return session.scalars(query).one_or_none()


def _replies_of(session: Session, feedback_id: UUID) -> dict[UUID, list[ReplyLine]]:
    query = (
        select(Reply, Person.name)
        .join(Note, Note.id == Reply.note_id)
        .join(Person, Person.id == Reply.author_id)
        .where(Note.feedback_id == feedback_id)
        .order_by(Reply.created_at, Reply.id)
    )
    under: dict[UUID, list[ReplyLine]] = {}
    for reply, author in session.execute(query):
        line = ReplyLine(reply.id, reply.author_id, author, reply.words, reply.created_at)
        under.setdefault(reply.note_id, []).append(line)
    return under


def _pinned(number: int, note: Note, under: dict[UUID, list[ReplyLine]]) -> PinnedNote:
    return PinnedNote(
        number=number,
        id=note.id,
        media_id=note.media_id,
        start=note.start,
        stop=note.stop,
        exact=note.exact,
        x=note.x,
        y=note.y,
        words=note.words,
        done=note.done,
        stamp=note.stamp,
        replies=tuple(under.get(note.id, ())),
    )


def number_of(notes: Sequence[PinnedNote], note_id: UUID) -> int:
    """Return the number of a note among those of its answer."""
    return next((note.number for note in notes if note.id == note_id), 0)
