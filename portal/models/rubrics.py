"""Rubrics: by which words work is judged."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Identified, Moment, Stamped, walled, within
from portal.models.programmes import Skill


class Rubric(Identified, Base):
    """A rubric is the line of its editions."""

    __tablename__ = "rubrics"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))

    __table_args__ = (walled(),)


class Edition(Stamped, Base):
    """The words of a rubric at one time; once used they stay as they are."""

    __tablename__ = "editions"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))
    rubric_id: Mapped[UUID]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(16), default="en")
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    criteria: Mapped[list["Criterion"]] = relationship(
        lazy="raise", viewonly=True, order_by="Criterion.position"
    )

    __table_args__ = (
        walled(),
        within("rubrics", "rubric_id"),
        UniqueConstraint("rubric_id", "number"),
    )


class Criterion(Identified, Base):
    """One thing that is looked at, with its levels in order."""

    __tablename__ = "criteria"

    programme_id: Mapped[UUID]
    edition_id: Mapped[UUID]
    skill_id: Mapped[UUID | None]
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")

    levels: Mapped[list["Level"]] = relationship(
        lazy="raise", viewonly=True, order_by="Level.position"
    )
    skill: Mapped[Skill | None] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (
        walled(),
        within("editions", "edition_id"),
        within("skills", "skill_id"),
        UniqueConstraint("edition_id", "position"),
        UniqueConstraint("edition_id", "id"),
    )


class Level(Identified, Base):
    """One sentence that describes real work; `met` says whether it is enough."""

    __tablename__ = "levels"

    programme_id: Mapped[UUID]
    criterion_id: Mapped[UUID]
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    met: Mapped[bool]

    __table_args__ = (
        within("criteria", "criterion_id"),
        UniqueConstraint("criterion_id", "position"),
        UniqueConstraint("criterion_id", "id"),
    )
