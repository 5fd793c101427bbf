"""The words that a report is about: exactly these, and nothing more of the work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from portal.hiding import hidden_at
from portal.models import (
    Addition,
    Criterion,
    Feedback,
    Mark,
    Note,
    Person,
    Reply,
    ReportKind,
    Version,
    Work,
)
from portal.policy.feedback import visible_feedback
from portal.policy.notes import visible_notes
from portal.policy.reports import visible_additions, visible_replies

Author = InstrumentedAttribute[UUID]


@dataclass(frozen=True, slots=True)
class Said:
    """One text; the comments of an answer come with the name of their criterion."""

    words: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """What somebody wrote, where it stands, and since when it is hidden."""

    kind: ReportKind
    id: UUID
    programme_id: UUID
    learner_id: UUID
    author_id: UUID
    author: str
    at: datetime
    path: str
    hidden_at: datetime | None
    texts: tuple[Said, ...]


def find_words(session: Session, person: Person, kind: str, subject_id: UUID) -> Reported | None:
    """Return words that the person may see, hers or those of another."""
    query = SEEN[ReportKind(kind)](person, subject_id)
    return read_words(session, kind, subject_id) if session.scalar(query) else None


def read_words(session: Session, kind: str, subject_id: UUID) -> Reported | None:
    """Return the words of that note, reply, answer or addition; the caller asked who may."""
    which = ReportKind(kind)
    row = session.execute(READ[which](subject_id)).one_or_none()
    if row is None:
        return None
    comments = _comments(session, subject_id) if which == ReportKind.FEEDBACK else ()
    summary = (Said(row.words),) if row.words else ()
    return Reported(
        kind=which,
        id=subject_id,
        programme_id=row.programme_id,
        learner_id=row.learner_id,
        author_id=row.author_id,
        author=row.author,
        at=row.at,
        path=_path(which, row),
        hidden_at=row.hidden_at,
        texts=(*summary, *comments),
    )


def _path(kind: ReportKind, row: Row[Any]) -> str:
    if kind in (ReportKind.NOTE, ReportKind.REPLY):
        return f"/notes/{row.note_id}/replies"
    return f"/work/{row.work_id}/versions/{row.number}/feedback"


def _comments(session: Session, feedback_id: UUID) -> tuple[Said, ...]:
    query = (
        select(Mark.comment, Criterion.name)
        .join(Criterion, Criterion.id == Mark.criterion_id)
        .where(Mark.feedback_id == feedback_id, Mark.comment != "")
        .order_by(Criterion.position)
    )
    return tuple(Said(*row) for row in session.execute(query))


def _columns(thing: Any, author_id: Author, at: Any, *ways: tuple[Any, Any]) -> Select[Any]:
    """Select from the answer on, by these ways, to the thing and then to who wrote it."""
    author = aliased(Person)
    query = (
        select(Work.programme_id, Work.learner_id, Version.work_id, Version.number)
        .add_columns(author.name.label("author"), author.id.label("author_id"))
        .add_columns(at.label("at"), hidden_at(thing.id).label("hidden_at"))
        .select_from(Feedback)
        .join(Version, Version.id == Feedback.version_id)
        .join(Work, Work.id == Version.work_id)
    )
    for table, condition in ways:
        query = query.join(table, condition)
    return query.join(author, author.id == author_id)


TO_NOTE = (Note, Note.feedback_id == Feedback.id)
TO_REPLY = (Reply, Reply.note_id == Note.id)
TO_ADDITION = (Addition, Addition.feedback_id == Feedback.id)


def _note(note_id: UUID) -> Select[Any]:
    query = _columns(Note, Feedback.mentor_id, Feedback.given_at, TO_NOTE)
    return query.add_columns(Note.words, Note.id.label("note_id")).where(Note.id == note_id)


def _reply(reply_id: UUID) -> Select[Any]:
    query = _columns(Reply, Reply.author_id, Reply.created_at, TO_NOTE, TO_REPLY)
    return query.add_columns(Reply.words, Note.id.label("note_id")).where(Reply.id == reply_id)


def _answer(feedback_id: UUID) -> Select[Any]:
    query = _columns(Feedback, Feedback.mentor_id, Feedback.given_at)
    return query.add_columns(Feedback.summary.label("words")).where(Feedback.id == feedback_id)


def _addition(addition_id: UUID) -> Select[Any]:
    query = _columns(Addition, Addition.author_id, Addition.created_at, TO_ADDITION)
    return query.add_columns(Addition.words).where(Addition.id == addition_id)


READ: Mapping[ReportKind, Callable[[UUID], Select[Any]]] = {
    ReportKind.NOTE: _note,
    ReportKind.REPLY: _reply,
    ReportKind.FEEDBACK: _answer,
    ReportKind.ADDITION: _addition,
}
GIVEN = Feedback.given_at.is_not(None)
SEEN: Mapping[ReportKind, Callable[[Person, UUID], Select[Any]]] = {
    ReportKind.NOTE: lambda person, found: (
        visible_notes(person).where(Note.id == found, GIVEN).with_only_columns(Note.id)
    ),
    ReportKind.REPLY: lambda person, found: (
        visible_replies(person).where(Reply.id == found).with_only_columns(Reply.id)
    ),
    ReportKind.FEEDBACK: lambda person, found: (
        visible_feedback(person).where(Feedback.id == found, GIVEN).with_only_columns(Feedback.id)
    ),
    ReportKind.ADDITION: lambda person, found: (
        visible_additions(person).where(Addition.id == found).with_only_columns(Addition.id)
    ),
}
