"""Consents, reports, exports, and the words that search looks through."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Identified, Moment, Stamped, walled
from portal.models.media import Media
from portal.models.people import Person


class Consent(Identified, Base):
    """What a person agreed to, in these words, on this day; she may withdraw it."""

    __tablename__ = "consents"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text)
    media_id: Mapped[UUID | None] = mapped_column(ForeignKey("media.id"), index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    media: Mapped[Media | None] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (
        CheckConstraint("kind IN ('terms', 'photo')", name="kind"),
        Index(
            "uq_consents_running_media",
            "media_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )


class ReportKind(StrEnum):
    """Whose words can be reported: every place where one person writes to another."""

    NOTE = "note"
    REPLY = "reply"
    FEEDBACK = "feedback"  # the summary and the comments of an answer
    ADDITION = "addition"


class Report(Stamped, Base):
    """What somebody asks the coordinator to look at."""

    __tablename__ = "reports"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[UUID] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (
        walled(),
        Index(
            "uq_reports_open",
            "person_id",
            "subject_id",
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
        CheckConstraint("kind IN ('note', 'reply', 'feedback', 'addition')", name="kind"),
    )


class Export(Identified, Base):
    """All that is a person's, packed for her by a job."""

    __tablename__ = "exports"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    key: Mapped[str | None] = mapped_column(Text)
    bytes: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    ends_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (CheckConstraint("state IN ('waiting', 'ready', 'failed')", name="state"),)


class SearchRow(Base):
    """The folded words of one thing, written by a job; the database only splits them."""

    __tablename__ = "search_rows"

    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, unique=True)  # by which SQLite's index knows it
    kind: Mapped[str] = mapped_column(String(16))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    programme_id: Mapped[UUID | None] = mapped_column(ForeignKey("programmes.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)  # when it was sent, given, or last written
    words: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        CheckConstraint("kind IN ('version', 'feedback', 'reflection', 'step')", name="kind"),
    )
