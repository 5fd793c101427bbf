"""Stored files and the pictures made of them."""

from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Identified

if TYPE_CHECKING:
    from portal.models.trust import Consent


class MediaState(StrEnum):
    """How far the pictures of a file are."""

    WAITING = "waiting"  # a photo whose variants are still to be made
    READY = "ready"
    BROKEN = "broken"  # taken in whole, but nothing could be made of it


class Media(Identified, Base):
    """A file of one person, stored once; the original of a photo is hers alone."""

    __tablename__ = "media"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    bytes: Mapped[int] = mapped_column(BigInteger)
    type: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(Text)
    width: Mapped[int | None]  # of the picture as seen, upright
    height: Mapped[int | None]

    variants: Mapped[list["Variant"]] = relationship(
        lazy="raise", viewonly=True, order_by="Variant.width"
    )
    asked: Mapped["Consent | None"] = relationship(  # that other people in it were asked
        lazy="raise",
        viewonly=True,
        primaryjoin="and_(Media.id == foreign(Consent.media_id), Consent.withdrawn_at.is_(None))",
    )

    __table_args__ = (
        UniqueConstraint("person_id", "sha256"),
        CheckConstraint("state IN ('waiting', 'ready', 'broken')", name="state"),
    )

    @property
    def is_photo(self) -> bool:
        """Tell whether we show it as a picture."""
        return self.width is not None


class Variant(Base):
    """A picture made from a photo: upright, small, without a place in it."""

    __tablename__ = "variants"

    media_id: Mapped[UUID] = mapped_column(ForeignKey("media.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    type: Mapped[str] = mapped_column(String(100), primary_key=True)
    width: Mapped[int]
    height: Mapped[int]
    bytes: Mapped[int]
    key: Mapped[str] = mapped_column(Text)
