"""People, their signed-in devices, and the doors they come in by."""

from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from portal.folding import end_of, fold_name
from portal.models.base import Base, Identified, Moment, Stamped, within

if TYPE_CHECKING:
    from portal.models.programmes import Membership


class FirstStep(IntEnum):
    """Where a person stands in her first steps: a learner's from 1, a mentor's from 11."""

    NEW = 0  # her first page leads her there, once
    GOALS = 1
    TIMES = 2
    DATA = 3
    REACH = 4
    PRACTICE = 5
    QUEUE = 11
    DESK = 12
    LEARNERS = 13
    DAYS = 14
    FINISHED = 20  # or waved off


def _folded(context: Any) -> str:
    """Fold the name of a row that is written without a Person, such as many at once."""
    return fold_name(context.get_current_parameters()["name"])


def _ended(context: Any) -> str:
    return end_of(context.get_current_parameters().get("phone"))


class Person(Stamped, Base):
    """An account: with an e-mail, a phone number, or neither."""

    __tablename__ = "people"

    name: Mapped[str] = mapped_column(Text)
    name_folded: Mapped[str] = mapped_column(Text, default=_folded, server_default="")
    email: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text, unique=True)
    phone_end: Mapped[str] = mapped_column(Text, default=_ended, server_default="")
    password_hash: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(16), default="en")
    zone: Mapped[str] = mapped_column(String(64), default="Europe/London")
    text_only: Mapped[bool] = mapped_column(default=False)
    seen_on: Mapped[date | None]
    quiet_from: Mapped[int] = mapped_column(
        default=20 * 60, server_default="1200"
    )  # minutes of day
    quiet_to: Mapped[int] = mapped_column(default=8 * 60, server_default="480")
    goals: Mapped[str | None] = mapped_column(Text)  # what she wants to be able to do
    times: Mapped[str | None] = mapped_column(Text)  # when she has time
    first_step: Mapped[int] = mapped_column(default=0, server_default="0")  # a FirstStep
    closes_at: Mapped[datetime | None] = mapped_column(Moment)

    memberships: Mapped[list["Membership"]] = relationship(
        lazy="raise", viewonly=True, order_by="Membership.id"
    )

    __table_args__ = (
        Index("uq_people_email", func.lower(email), unique=True),
        Index("ix_people_name_folded", "name_folded"),
        Index("ix_people_phone_end", "phone_end"),
    )

    @validates("name")
    def _fold_name(self, key: str, name: str) -> str:
        """Keep the folded name beside the name."""
        self.name_folded = fold_name(name)
        return name

    @validates("phone")
    def _end_phone(self, key: str, phone: str | None) -> str | None:
        """Keep the last digits beside the number."""
        self.phone_end = end_of(phone)
        return phone


class Visit(Identified, Base):
    """One signed-in device; ending it signs out, whatever cookie the device keeps."""

    __tablename__ = "visits"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    membership_id: Mapped[UUID | None] = mapped_column(ForeignKey("memberships.id"))
    own_phone: Mapped[bool] = mapped_column(default=False)
    device: Mapped[str] = mapped_column(Text, default="")
    seen_on: Mapped[date]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)


class DoorKind(StrEnum):
    """The ways in that are not a password."""

    INVITATION = "invitation"


class DoorKey(Identified, Base):
    """An invitation that somebody may use once, until it ends."""

    __tablename__ = "door_keys"

    kind: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"), index=True)
    cohort_id: Mapped[UUID | None]
    mentor_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str | None] = mapped_column(Text)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        within("cohorts", "cohort_id"),
        CheckConstraint("kind IN ('invitation')", name="kind"),
        CheckConstraint("role IN ('learner', 'mentor', 'coordinator')", name="role"),
    )


class Try(Identified, Base):
    """One wrong password or code, counted to slow down guessing."""

    __tablename__ = "tries"

    who_hash: Mapped[str] = mapped_column(String(64), index=True)
    address_hash: Mapped[str] = mapped_column(String(64), index=True)


class Card(Stamped, Base):
    """A printed way in, used again and again until it ends or is replaced."""

    __tablename__ = "cards"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), unique=True)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)  # of what its QR holds
    typed_hash: Mapped[str] = mapped_column(String(64), unique=True)  # of its twelve letters
    pin_hash: Mapped[str | None] = mapped_column(String(64))
    ends_on: Mapped[date]
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class Code(Identified, Base):
    """Six digits, sent by mail or text, good once and for ten minutes."""

    __tablename__ = "codes"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    typed_hash: Mapped[str] = mapped_column(String(64))
    ends_at: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class SecondFactor(Identified, Base):
    """What a person's authenticator app shares with us; used once it is confirmed."""

    __tablename__ = "second_factors"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), unique=True)
    secret: Mapped[str] = mapped_column(Text)  # random; the server's key makes it the app's
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    last_step: Mapped[int] = mapped_column(default=0)  # the time step used last: never twice


class PaperCode(Base):
    """One of ten one-time codes on paper, for when the app is gone."""

    __tablename__ = "paper_codes"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
