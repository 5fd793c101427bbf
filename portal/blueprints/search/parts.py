"""The words of a thing in parts, each with the place on its page where it stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    SelectBase,
    Subquery,
    and_,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from portal.models import Addition, Criterion, Feedback, Mark, Note, Reply, Report, VersionFile

Parts = dict[UUID, list["Part"]]


@dataclass(frozen=True, slots=True)
class Part:
    """Some words as they were typed, and the place that an address ends with."""

    words: str
    place: str = ""


def words_of_files(session: Session, version_ids: Sequence[UUID]) -> Parts:
    """Return what stands for the pictures of these versions, in order."""
    query = (
        select(VersionFile.version_id, VersionFile.alt)
        .where(VersionFile.version_id.in_(version_ids), VersionFile.alt != "")
        .order_by(VersionFile.version_id, VersionFile.position)
    )
    parts: Parts = defaultdict(list)
    for version_id, words in session.execute(query):
        parts[version_id].append(Part(words))
    return parts


def parts_of_answers(session: Session, ids: Sequence[UUID]) -> Parts:
    """Return the words of these answers: summary, comments, notes, replies and additions.

    One statement reads them all; what a coordinator has hidden is left out.
    """
    notes = _numbered_notes(ids)
    parts: Parts = defaultdict(list)
    every: CompoundSelect[Any] = union_all(
        _summaries(ids), _comments(ids), _notes(notes), _replies(notes), _additions(ids)
    )
    for feedback_id, where, number, words in session.execute(every):
        place = f"#{where}-{number}" if number else f"#{where}"
        parts[feedback_id].append(Part(words, place))
    return parts


def _shown(subject: Any) -> ColumnElement[bool]:
    hidden = select(Report.id).where(Report.subject_id == subject, Report.hidden_at.is_not(None))
    return ~hidden.exists()


def _summaries(ids: Sequence[UUID]) -> SelectBase:
    return select(Feedback.id, literal("answer"), literal(0), Feedback.summary).where(
        Feedback.id.in_(ids), Feedback.summary != "", _shown(Feedback.id)
    )


def _comments(ids: Sequence[UUID]) -> SelectBase:
    return (
        select(Mark.feedback_id, literal("criterion"), Criterion.position, Mark.comment)
        .join(Criterion, Criterion.id == Mark.criterion_id)
        .where(Mark.feedback_id.in_(ids), Mark.comment != "", _shown(Mark.feedback_id))
    )


def _numbered_notes(ids: Sequence[UUID]) -> Subquery:
    """Number the notes of each answer as its page does."""
    file = and_(VersionFile.version_id == Note.version_id, VersionFile.media_id == Note.media_id)
    order = (Note.media_id.is_(None), VersionFile.position, Note.start, Note.created_at, Note.id)
    number = func.row_number().over(partition_by=Note.feedback_id, order_by=order)
    return (
        select(Note.id, Note.feedback_id, Note.words, number.label("number"))
        .outerjoin(VersionFile, file)
        .where(Note.feedback_id.in_(ids))
        .subquery()
    )


def _notes(notes: Subquery) -> SelectBase:
    columns = (notes.c.feedback_id, literal("note"), notes.c.number, notes.c.words)
    return select(*columns).where(_shown(notes.c.id))


def _replies(notes: Subquery) -> SelectBase:
    return (
        select(notes.c.feedback_id, literal("note"), notes.c.number, Reply.words)
        .join(Reply, Reply.note_id == notes.c.id)
        .where(_shown(Reply.id))
    )


def _additions(ids: Sequence[UUID]) -> SelectBase:
    order = (Addition.created_at, Addition.id)
    number = func.row_number().over(partition_by=Addition.feedback_id, order_by=order)
    numbered = (
        select(Addition.id, Addition.feedback_id, Addition.words, number.label("number"))
        .where(Addition.feedback_id.in_(ids))
        .subquery()
    )
    found = select(numbered.c.feedback_id, literal("addition"), numbered.c.number, numbered.c.words)
    return found.where(_shown(numbered.c.id))
