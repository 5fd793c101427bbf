"""Later work, mails and the log: written with the change they belong to."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.clock import now
from portal.models.base import Base, Identified, Moment


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"  # given up; `sentence` says why


class Job(Identified, Base):
    """Something to do after the change that asked for it was saved."""

    __tablename__ = "jobs"

    kind: Mapped[str] = mapped_column(String(64))
    subject_id: Mapped[UUID]
    once_key: Mapped[str | None] = mapped_column(Text)
    run_at: Mapped[datetime] = mapped_column(Moment, default=now)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(8), default=JobState.WAITING)
    sentence: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index(
            "uq_jobs_once_key",
            "once_key",
            unique=True,
            sqlite_where=text("state <> 'done'"),
            postgresql_where=text("state <> 'done'"),
        ),
        Index("ix_jobs_state_run_at", "state", "run_at"),
        CheckConstraint("state IN ('waiting', 'done', 'failed')", name="state"),
    )


class Mail(Identified, Base):
    """One message to somebody, kept once per `once_key`."""

    __tablename__ = "mails"

    once_key: Mapped[str] = mapped_column(String(200), unique=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    channel: Mapped[str] = mapped_column(String(8), default="mail")
    address: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    stop_path: Mapped[str | None] = mapped_column(Text)  # where one press stops mails like this
    sent_at: Mapped[datetime | None] = mapped_column(Moment)


class LogLine(Identified, Base):
    """One change of state: who did what to whose thing. Only ever inserted."""

    __tablename__ = "log"

    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    about_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    programme_id: Mapped[UUID | None] = mapped_column(ForeignKey("programmes.id"), index=True)
    verb: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID | None]
    ref: Mapped[str] = mapped_column(String(40), default="")
