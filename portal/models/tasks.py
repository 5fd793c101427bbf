"""Tasks: what is asked, in real-world terms."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Stamped, walled, within
from portal.models.rubrics import Edition


class Task(Stamped, Base):
    """What to do, with the rubric it is judged by and the evidence that is expected."""

    __tablename__ = "tasks"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"), index=True)
    edition_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    kinds: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    answer_days: Mapped[int | None]

    edition: Mapped[Edition | None] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (
        walled(),
        within("editions", "edition_id"),
        CheckConstraint("answer_days BETWEEN 1 AND 60", name="answer_days"),
    )
