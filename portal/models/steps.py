"""Steps: what to do next."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Moment, Stamped, within
from portal.models.feedback import Feedback
from portal.models.people import Person
from portal.models.work import Work


class Step(Stamped, Base):
    """One next thing to do; one born from feedback is hers when that is given."""

    __tablename__ = "steps"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    programme_id: Mapped[UUID | None]
    feedback_id: Mapped[UUID | None] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_words: Mapped[str] = mapped_column(Text, default="")
    done_work_id: Mapped[UUID | None] = mapped_column(ForeignKey("works.id"))

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    feedback: Mapped[Feedback | None] = relationship(lazy="raise", viewonly=True)
    done_work: Mapped[Work | None] = relationship(
        lazy="raise", viewonly=True, foreign_keys="Step.done_work_id"
    )

    __table_args__ = (
        within("feedback", "feedback_id"),
        Index(
            "ix_steps_open",
            "programme_id",
            "due_on",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        CheckConstraint("feedback_id IS NULL OR programme_id IS NOT NULL", name="within"),
    )
