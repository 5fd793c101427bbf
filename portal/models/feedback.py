"""A mentor's answer to one version: marks by rubric, a summary, an outcome."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Moment, Stamped, walled, within
from portal.models.people import Person
from portal.models.rubrics import Criterion, Level
from portal.models.work import Version


class Outcome(StrEnum):
    """What an answer asks for."""

    REVISE = "revise"
    ACHIEVED = "achieved"


class Feedback(Stamped, Base):
    """One answer to one version: private to the mentor until it is given, all at once."""

    __tablename__ = "feedback"

    programme_id: Mapped[UUID]
    version_id: Mapped[UUID] = mapped_column(unique=True)
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    summary: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str | None] = mapped_column(String(16))
    saved_at: Mapped[datetime] = mapped_column(Moment)
    given_at: Mapped[datetime | None] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)

    version: Mapped[Version] = relationship(lazy="raise", viewonly=True)
    mentor: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    marks: Mapped[list["Mark"]] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (
        walled(),
        within("versions", "version_id"),
        CheckConstraint("given_at IS NULL OR outcome IS NOT NULL", name="given_whole"),
        CheckConstraint("outcome IN ('revise', 'achieved')", name="outcome"),
    )


class Mark(Base):
    """The level and the comment for one criterion."""

    __tablename__ = "marks"

    feedback_id: Mapped[UUID] = mapped_column(primary_key=True)
    criterion_id: Mapped[UUID] = mapped_column(primary_key=True)
    programme_id: Mapped[UUID]
    edition_id: Mapped[UUID]
    level_id: Mapped[UUID | None]
    comment: Mapped[str] = mapped_column(Text, default="")

    criterion: Mapped[Criterion] = relationship(
        lazy="raise",
        viewonly=True,
        foreign_keys="Mark.criterion_id",
        primaryjoin="Mark.criterion_id == Criterion.id",
    )
    level: Mapped[Level | None] = relationship(
        lazy="raise",
        viewonly=True,
        foreign_keys="Mark.level_id",
        primaryjoin="Mark.level_id == Level.id",
    )

    __table_args__ = (
        within("feedback", "feedback_id"),
        ForeignKeyConstraint(
            ["edition_id", "criterion_id"], ["criteria.edition_id", "criteria.id"]
        ),
        ForeignKeyConstraint(["criterion_id", "level_id"], ["levels.criterion_id", "levels.id"]),
    )
