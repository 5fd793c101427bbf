"""One line per change of state, kept in the database; and who opened what is another's."""

import hashlib
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.clock import now, today
from portal.models import LogLine, Person

OPENED = "opened"


class Opened(StrEnum):
    """What of a learner somebody else can open; `subject_id` is the id of that thing."""

    WORK = "work"
    VERSION = "version"
    DRAFT = "draft"  # a version that was not sent when it was opened
    QUESTION = "question"
    ANSWER = "answer"  # the feedback
    REFLECTION = "reflection"
    FILE = "file"
    REPORTED = "reported"  # words that somebody reported, opened by who runs the programme
    LEARNER = "learner"  # her page: the subject is herself


def record(
    session: Session,
    verb: str,
    *,
    person_id: UUID | None = None,
    about_id: UUID | None = None,
    programme_id: UUID | None = None,
    subject_id: UUID | None = None,
    ref: str = "",
) -> None:
    """Write one line into the log: who did what to whose thing."""
    session.add(
        LogLine(
            verb=verb,
            person_id=person_id,
            about_id=about_id,
            programme_id=programme_id,
            subject_id=subject_id,
            ref=ref,
        )
    )


def note_opened(
    session: Session,
    *,
    person_id: UUID,
    about_id: UUID,
    what: Opened,
    subject_id: UUID,
    programme_id: UUID | None = None,
) -> None:
    """Note for her to read that somebody opened what is hers: once for each thing and day.

    The day is that of her zone. The id of the line says who, what and when, so that a second
    opening, even at the same moment, adds nothing.
    """
    at = now()
    day = today(session.scalars(select(Person.zone).where(Person.id == about_id)).one())
    said = f"{person_id} {about_id} {what} {subject_id} {day}"
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    line = insert(LogLine).values(
        id=UUID(bytes=hashlib.sha256(said.encode()).digest()[:16]),
        created_at=at,
        person_id=person_id,
        about_id=about_id,
        programme_id=programme_id,
        verb=OPENED,
        subject_id=subject_id,
        ref=what,
    )
    session.execute(line.on_conflict_do_nothing())
