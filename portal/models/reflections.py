"""Reflections: the learner's own words, private until shared."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Moment, Stamped, walled, within
from portal.models.feedback import Feedback
from portal.models.people import Person
from portal.models.work import Work


class Prompt(Stamped, Base):
    """A short question of a programme: for one task, for one week, or for any."""

    __tablename__ = "prompts"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"), index=True)
    task_id: Mapped[UUID | None]
    week_on: Mapped[date | None]  # the Monday of its week
    words: Mapped[str] = mapped_column(Text)

    __table_args__ = (walled(), within("tasks", "task_id"))


class Reflection(Stamped, Base):
    """A learner's own words about a work, an answer, a week or nothing."""

    __tablename__ = "reflections"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    work_id: Mapped[UUID | None] = mapped_column(ForeignKey("works.id"), index=True)
    feedback_id: Mapped[UUID | None] = mapped_column(ForeignKey("feedback.id"), index=True)
    prompt: Mapped[str] = mapped_column(Text, default="", server_default="")  # as it was asked
    words: Mapped[str] = mapped_column(Text)
    shared_in_id: Mapped[UUID | None] = mapped_column(ForeignKey("programmes.id"), index=True)
    shared_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    work: Mapped[Work | None] = relationship(lazy="raise", viewonly=True)
    feedback: Mapped[Feedback | None] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (
        CheckConstraint("work_id IS NULL OR feedback_id IS NULL", name="one_subject"),
        CheckConstraint("(shared_in_id IS NULL) = (shared_at IS NULL)", name="shared_whole"),
    )
