"""A mentor's craft and days: phrases, hours, days away, questions, additions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Identified, Moment, Stamped, within
from portal.models.people import Person
from portal.models.work import Version


class Away(Identified, Base):
    """Days on which a mentor promises nothing."""

    __tablename__ = "aways"

    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="dates"),)


class Hour(Base):
    """A weekday on which a mentor answers; Monday is 0."""

    __tablename__ = "hours"

    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(Text, default="")  # such as "after eight in the evening"

    __table_args__ = (CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),)


class Phrase(Stamped, Base):
    """A mentor's own sentence for re-use."""

    __tablename__ = "phrases"

    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    criterion_id: Mapped[UUID | None] = mapped_column(ForeignKey("criteria.id"), index=True)
    words: Mapped[str] = mapped_column(Text)


class Question(Stamped, Base):
    """One question about an unsent draft; while it is open her mentors read that draft."""

    __tablename__ = "questions"

    programme_id: Mapped[UUID]
    version_id: Mapped[UUID] = mapped_column(unique=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    mentor_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)

    version: Mapped[Version] = relationship(lazy="raise", viewonly=True)
    author: Mapped[Person] = relationship(
        lazy="raise", viewonly=True, foreign_keys="Question.author_id"
    )
    mentor: Mapped[Person | None] = relationship(
        lazy="raise", viewonly=True, foreign_keys="Question.mentor_id"
    )

    __table_args__ = (
        within("versions", "version_id"),
        Index(
            "ix_questions_open",
            "programme_id",
            sqlite_where=text("answer IS NULL"),
            postgresql_where=text("answer IS NULL"),
        ),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_whole"),
    )


class Addition(Identified, Base):
    """A dated word added to an answer after it was given; never changed."""

    __tablename__ = "additions"

    programme_id: Mapped[UUID]
    feedback_id: Mapped[UUID] = mapped_column(index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    words: Mapped[str] = mapped_column(Text)

    author: Mapped[Person] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (within("feedback", "feedback_id"),)
