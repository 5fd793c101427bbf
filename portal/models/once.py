"""Deeds done once, and posts that met an ended visit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.clock import now
from portal.models.base import Base, Moment


class FormKey(Base):
    """A deed that was done: whose, by which form, with which words, and where it led."""

    __tablename__ = "form_keys"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(Text, default="")
    left: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)


class HeldPost(Base):
    """A post that met an ended visit, kept for its person for a day."""

    __tablename__ = "held_posts"

    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    path: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[Any]] = mapped_column(JSON)
    trusted: Mapped[bool]  # its token was good: it may be done right after signing in
    ends_at: Mapped[datetime] = mapped_column(Moment, index=True)


class HeldFile(Base):
    """A file of a held post, in the storage."""

    __tablename__ = "held_files"

    secret_hash: Mapped[str] = mapped_column(
        ForeignKey("held_posts.secret_hash", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    bytes: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str] = mapped_column(Text)
