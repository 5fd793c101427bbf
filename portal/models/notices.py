"""What is new for a person, and how she wants to be told."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Identified, Moment


class News(StrEnum):
    """The kinds of news that a person can be told."""

    FEEDBACK = "feedback"  # an answer was given
    ADDITION = "addition"  # something was added to an answer
    REPLY = "reply"  # somebody replied under a note
    STEP_DUE = "step_due"  # a next step is due tomorrow
    LINK_ENDS = "link_ends"  # a link ends in a week
    LINK_ANSWER = "link_answer"  # somebody answered through a link
    NEW_WORK = "new_work"  # for mentors: new work
    PROMISE = "promise"  # for mentors: a promise is at risk
    QUESTION = "question"  # a question about a draft, or its answer
    HAND_OVER = "hand_over"  # a learner or an answer came from another mentor
    REPORT = "report"  # something was reported, or answered


KINDS = "kind IN (" + ", ".join(f"'{kind}'" for kind in News) + ")"


class Notice(Identified, Base):
    """One line "new since you were here", with the path of the very place.

    One that names a learner to a mentor carries her and the programme: it is out of sight
    when he mentors her no more, and gone with her account.
    """

    __tablename__ = "notices"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID]
    path: Mapped[str] = mapped_column(Text)
    says: Mapped[dict[str, Any]] = mapped_column(JSON)  # names and titles that its sentence needs
    programme_id: Mapped[UUID | None] = mapped_column(ForeignKey("programmes.id"))
    about_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("person_id", "kind", "subject_id"),
        CheckConstraint(KINDS, name="kind"),
        Index("ix_notices_person_id_created_at", "person_id", "created_at"),
    )


class Wish(Base):
    """By which way a person wants to be told of one kind of news."""

    __tablename__ = "wishes"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(8))

    __table_args__ = (
        CheckConstraint("channel IN ('mail', 'text', 'none')", name="channel"),
        CheckConstraint(KINDS, name="kind"),
    )
