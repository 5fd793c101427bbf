"""What a mentor's queue reads: works that wait, replies, and answers given lately."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from portal.clock import now, today
from portal.dates import local_day
from portal.hiding import hidden_at, readable
from portal.models import (
    Feedback,
    Media,
    Mentoring,
    Note,
    Person,
    Reply,
    Version,
    VersionFile,
    Work,
)
from portal.policy.programmes import mentors

MOST = 50  # works on a page
LATELY = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class WaitingWork:
    """A sent version that nobody has answered yet."""

    version_id: UUID
    learner: str
    title: str
    number: int
    days: int
    promised_on: date | None
    days_late: int
    has_text: bool
    photos: int
    files: int
    begun_by: str | None
    begun_at: datetime | None
    begun_by_me: bool
    left: bool  # whoever began it no longer mentors the learner


@dataclass(frozen=True, slots=True)
class WaitingReply:
    """A learner's last word under one of the mentor's notes."""

    note_id: UUID
    learner: str
    title: str
    version: int
    about: str | None
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """An answer given lately, and whether it was read."""

    work_id: UUID
    version: int
    learner: str
    title: str
    outcome: str
    given_at: datetime
    read_at: datetime | None


def works_waiting(
    session: Session, mentor: Person, programme_id: UUID, *, number: int = 1
) -> tuple[list[WaitingWork], int]:
    """Return one page of his learners' works that wait, oldest first, and how many wait in all."""
    learner, other, tie = aliased(Person), aliased(Person), aliased(Mentoring)
    still = and_(
        tie.mentor_id == Feedback.mentor_id,
        tie.learner_id == Work.learner_id,
        tie.programme_id == Work.programme_id,
        tie.ended_on.is_(None),
    )
    query = (
        select(Version.id, Version.number, Version.sent_at, Work.title, Work.promised_on)
        .add_columns(func.count().over().label("in_all"), tie.id.label("tie"))
        .add_columns(learner.name.label("learner"), (Version.plain != "").label("has_text"))
        .add_columns(_files(photos=True).label("photos"), _files(photos=False).label("files"))
        .add_columns(Feedback.mentor_id, Feedback.created_at, other.name.label("begun_by"))
        .join(Work, Work.id == Version.work_id)
        .join(learner, learner.id == Work.learner_id)
        .outerjoin(Feedback, Feedback.version_id == Version.id)
        .outerjoin(other, other.id == Feedback.mentor_id)
        .outerjoin(tie, still)
        .where(
            Work.programme_id == programme_id,
            mentors(mentor, Work.learner_id, Work.programme_id),
            Version.sent_at.is_not(None),
            Feedback.given_at.is_(None),
        )
        .order_by(Version.sent_at, Version.id)
        .offset((number - 1) * MOST)
        .limit(MOST)
    )
    here, rows = today(mentor.zone), session.execute(query).all()
    return [_waiting(row, mentor, here) for row in rows], rows[0].in_all if rows else 0


def replies_waiting(session: Session, mentor: Person, programme_id: UUID) -> list[WaitingReply]:
    """Return the replies to his notes of the last weeks that are the last word, newest first."""
    later = aliased(Reply)
    answered = select(later.id).where(
        later.note_id == Reply.note_id,
        or_(
            later.created_at > Reply.created_at,
            and_(later.created_at == Reply.created_at, later.id > Reply.id),
        ),
    )
    query = (
        select(Note.id, Person.name, Work.title, Version.number, Note.exact)
        .add_columns(Reply.words, Reply.created_at, hidden_at(Reply.id))
        .select_from(Reply)
        .join(Note, Note.id == Reply.note_id)
        .join(Feedback, Feedback.id == Note.feedback_id)
        .join(Version, Version.id == Note.version_id)
        .join(Work, Work.id == Version.work_id)
        .join(Person, Person.id == Reply.author_id)
        .where(
            Feedback.mentor_id == mentor.id,
            Work.programme_id == programme_id,
            mentors(mentor, Work.learner_id, Work.programme_id),
            Reply.author_id == Work.learner_id,
            Reply.created_at > now() - LATELY,
            ~answered.exists(),
        )
        .order_by(Reply.created_at.desc(), Reply.id)
        .limit(MOST)
    )
    return [
        WaitingReply(note, learner, title, number, about, readable(words, since), at)
        for note, learner, title, number, about, words, at, since in session.execute(query)
    ]


def answers_lately(session: Session, mentor: Person, programme_id: UUID) -> list[LateAnswer]:
    """Return the answers that he gave in the last weeks, newest first."""
    query = (
        select(Work.id, Version.number, Person.name, Work.title)
        .add_columns(Feedback.outcome, Feedback.given_at, Feedback.read_at)
        .select_from(Feedback)
        .join(Version, Version.id == Feedback.version_id)
        .join(Work, Work.id == Version.work_id)
        .join(Person, Person.id == Work.learner_id)
        .where(
            Feedback.mentor_id == mentor.id,
            Feedback.given_at > now() - LATELY,
            Work.programme_id == programme_id,
            mentors(mentor, Work.learner_id, Work.programme_id),
        )
        .order_by(Feedback.given_at.desc(), Feedback.id)
        .limit(10)
    )
    return [LateAnswer(*row) for row in session.execute(query)]


def _files(*, photos: bool) -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(VersionFile)
        .join(Media, Media.id == VersionFile.media_id)
        .where(
            VersionFile.version_id == Version.id,
            Media.width.is_not(None) if photos else Media.width.is_(None),
        )
        .scalar_subquery()
    )


def _waiting(row: Any, mentor: Person, here: date) -> WaitingWork:
    return WaitingWork(
        version_id=row.id,
        learner=row.learner,
        title=row.title,
        number=row.number,
        days=(here - local_day(row.sent_at, mentor.zone)).days,
        promised_on=row.promised_on,
        days_late=(here - row.promised_on).days if row.promised_on else 0,
        has_text=bool(row.has_text),
        photos=row.photos,
        files=row.files,
        begun_by=row.begun_by,
        begun_at=row.created_at,
        begun_by_me=row.mentor_id == mentor.id,
        left=row.begun_by is not None and row.tie is None,
    )
