"""What pages read about notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from portal.hiding import hidden_at, readable
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
    hidden: bool


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
    hidden: bool
    replies: tuple[ReplyLine, ...] = ()


def read_notes(session: Session, feedback_id: UUID) -> tuple[PinnedNote, ...]:
    """Return the notes of an answer with the replies under them, in one statement.

    They are numbered as one reads: photo by photo, then along the text.
    """
    file = and_(VersionFile.version_id == Note.version_id, VersionFile.media_id == Note.media_id)
    query = (
        select(Note, hidden_at(Note.id), Reply, Person.name, hidden_at(Reply.id))
        .outerjoin(VersionFile, file)
        .outerjoin(Reply, Reply.note_id == Note.id)
        .outerjoin(Person, Person.id == Reply.author_id)
        .where(Note.feedback_id == feedback_id)
        .order_by(
            Note.media_id.is_(None), VersionFile.position, Note.start, Note.created_at, Note.id
        )
        .order_by(Reply.created_at, Reply.id)
    )
    groups = groupby(session.execute(query), key=lambda row: row[0])
    return tuple(
        _pinned(number, note, [tuple(row) for row in rows])
        for number, (note, rows) in enumerate(groups, 1)
    )


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


def _pinned(number: int, note: Note, rows: Sequence[tuple[Any, ...]]) -> PinnedNote:
    since = rows[0][1]
    return PinnedNote(
        number=number,
        id=note.id,
        media_id=note.media_id,
        start=note.start,
        stop=note.stop,
        exact=note.exact,
        x=note.x,
        y=note.y,
        words=readable(note.words, since),
        done=note.done,
        stamp=note.stamp,
        hidden=since is not None,
        replies=tuple(_line(*row[2:]) for row in rows if row[2]),
    )


def _line(reply: Reply, author: str, since: datetime | None) -> ReplyLine:
    return ReplyLine(
        id=reply.id,
        author_id=reply.author_id,
        author=author,
        words=readable(reply.words, since),
        at=reply.created_at,
        hidden=since is not None,
    )


def number_of(notes: Sequence[PinnedNote], note_id: UUID) -> int:
    """Return the number of a note among those of its answer."""
    return next((note.number for note in notes if note.id == note_id), 0)
