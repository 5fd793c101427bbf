"""Programmes, the people in them, and who mentors whom."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Identified, Stamped, walled, within
from portal.models.people import Person


class Role(StrEnum):
    """What a person is in a programme."""

    LEARNER = "learner"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"


class Programme(Stamped, Base):
    """One organisation's course of mentoring, with the days in which it answers."""

    __tablename__ = "programmes"

    name: Mapped[str] = mapped_column(Text)
    answer_days: Mapped[int] = mapped_column(default=4)

    __table_args__ = (CheckConstraint("answer_days BETWEEN 1 AND 60", name="answer_days"),)


class Cohort(Stamped, Base):
    """People who go through a programme together, with dates."""

    __tablename__ = "cohorts"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))
    name: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    __table_args__ = (walled(), CheckConstraint("ends_on >= starts_on", name="dates"))


class Membership(Identified, Base):
    """A person's role in a programme; an ended one opens nothing."""

    __tablename__ = "memberships"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))
    cohort_id: Mapped[UUID | None] = mapped_column(index=True)
    role: Mapped[str] = mapped_column(String(16))
    about: Mapped[str] = mapped_column(Text, default="")
    ended_on: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    programme: Mapped[Programme] = relationship(lazy="raise", viewonly=True)
    cohort: Mapped[Cohort | None] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (
        UniqueConstraint("programme_id", "person_id", "role"),
        Index("ix_memberships_groups", "programme_id", "role", "cohort_id", "ended_on"),
        within("cohorts", "cohort_id"),
        CheckConstraint("role IN ('learner', 'mentor', 'coordinator')", name="role"),
    )


class Mentoring(Identified, Base):
    """Who mentors whom: it decides whose work a mentor sees."""

    __tablename__ = "mentorings"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))
    learner_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    ended_on: Mapped[date | None]

    learner: Mapped[Person] = relationship(
        lazy="raise", viewonly=True, foreign_keys="Mentoring.learner_id"
    )
    mentor: Mapped[Person] = relationship(
        lazy="raise", viewonly=True, foreign_keys="Mentoring.mentor_id"
    )

    __table_args__ = (
        Index(
            "ix_mentorings_of_mentor",
            "programme_id",
            "mentor_id",
            "learner_id",
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
        Index(
            "uq_mentorings_running",
            "programme_id",
            "learner_id",
            "mentor_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
        CheckConstraint("learner_id <> mentor_id", name="two_people"),
    )


class Skill(Stamped, Base):
    """What a programme helps people to show, in plain words."""

    __tablename__ = "skills"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (walled(), UniqueConstraint("programme_id", "position"))
