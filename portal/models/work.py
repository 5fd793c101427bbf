"""Works and their versions."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Moment, Stamped, walled, within
from portal.models.media import Media
from portal.models.people import Person
from portal.models.programmes import Mentoring, Programme
from portal.models.rubrics import Criterion, Edition, Level
from portal.models.tasks import Task

if TYPE_CHECKING:
    from portal.models.feedback import Feedback
    from portal.models.mentoring import Question


class WorkState(StrEnum):
    """Where a work is: the state of its last sent version."""

    DRAFT = "draft"
    SENT = "sent"
    REVISE = "revise"
    ACHIEVED = "achieved"


class Work(Stamped, Base):
    """A learner's answer to a task, or something she made."""

    __tablename__ = "works"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))
    learner_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    task_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), default=WorkState.DRAFT)
    promised_on: Mapped[date | None]

    learner: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    programme: Mapped[Programme] = relationship(lazy="raise", viewonly=True)
    task: Mapped[Task | None] = relationship(lazy="raise", viewonly=True)
    versions: Mapped[list["Version"]] = relationship(
        lazy="raise", viewonly=True, order_by="Version.number"
    )
    mentorings: Mapped[list[Mentoring]] = relationship(  # those that run today
        lazy="raise",
        viewonly=True,
        primaryjoin="and_(Work.learner_id == foreign(Mentoring.learner_id),"
        " Work.programme_id == foreign(Mentoring.programme_id),"
        " Mentoring.ended_on.is_(None))",
    )

    __table_args__ = (
        walled(),
        within("tasks", "task_id"),
        UniqueConstraint("learner_id", "task_id"),
        Index("ix_works_states", "programme_id", "state", "promised_on", "learner_id"),
        Index("ix_works_task_id", "task_id"),
        CheckConstraint("state IN ('draft', 'sent', 'revise', 'achieved')", name="state"),
    )


class Version(Stamped, Base):
    """Text and files of a work at one moment; once sent it never changes."""

    __tablename__ = "versions"

    programme_id: Mapped[UUID]
    work_id: Mapped[UUID]
    number: Mapped[int]
    edition_id: Mapped[UUID | None]
    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    plain: Mapped[str] = mapped_column(Text, default="")
    changed: Mapped[str] = mapped_column(Text, default="")
    saved_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    digest: Mapped[str | None] = mapped_column(String(64))
    receipt: Mapped[str | None] = mapped_column(String(16), unique=True)

    work: Mapped[Work] = relationship(lazy="raise", viewonly=True)
    edition: Mapped[Edition | None] = relationship(lazy="raise", viewonly=True)
    files: Mapped[list["VersionFile"]] = relationship(
        lazy="raise", viewonly=True, order_by="VersionFile.position"
    )
    self_marks: Mapped[list["SelfMark"]] = relationship(lazy="raise", viewonly=True)
    feedback: Mapped["Feedback | None"] = relationship(lazy="raise", viewonly=True)
    question: Mapped["Question | None"] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (
        walled(),
        within("works", "work_id"),
        within("editions", "edition_id"),
        UniqueConstraint("work_id", "number"),
        Index(
            "uq_versions_draft",
            "work_id",
            unique=True,
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
        CheckConstraint("(sent_at IS NULL) = (digest IS NULL)", name="sent_whole"),
        CheckConstraint("(sent_at IS NULL) = (receipt IS NULL)", name="sent_with_receipt"),
    )


class VersionFile(Base):
    """A file that belongs to a version, with the words that stand for it."""

    __tablename__ = "version_files"

    version_id: Mapped[UUID] = mapped_column(primary_key=True)
    media_id: Mapped[UUID] = mapped_column(ForeignKey("media.id"), primary_key=True, index=True)
    programme_id: Mapped[UUID]
    position: Mapped[int]
    alt: Mapped[str] = mapped_column(Text, default="")

    media: Mapped[Media] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (
        within("versions", "version_id"),
        UniqueConstraint("version_id", "position"),
    )


class SelfMark(Base):
    """How far the learner says she is in one criterion."""

    __tablename__ = "self_marks"

    version_id: Mapped[UUID] = mapped_column(primary_key=True)
    criterion_id: Mapped[UUID] = mapped_column(primary_key=True)
    level_id: Mapped[UUID]
    programme_id: Mapped[UUID]

    criterion: Mapped[Criterion] = relationship(
        lazy="raise",
        viewonly=True,
        foreign_keys="SelfMark.criterion_id",
        primaryjoin="SelfMark.criterion_id == Criterion.id",
    )
    level: Mapped[Level] = relationship(
        lazy="raise",
        viewonly=True,
        foreign_keys="SelfMark.level_id",
        primaryjoin="SelfMark.level_id == Level.id",
    )

    __table_args__ = (
        within("versions", "version_id"),
        within("criteria", "criterion_id"),
        ForeignKeyConstraint(["criterion_id", "level_id"], ["levels.criterion_id", "levels.id"]),
    )
