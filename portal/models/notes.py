"""Comments pinned to a place in a version, and the replies under them."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Identified, Stamped, walled, within
from portal.models.feedback import Feedback
from portal.models.people import Person


class NoteKind(StrEnum):
    """Where a note is pinned."""

    WORDS = "words"  # start to stop, in code points of the version's plain text
    SPOT = "spot"  # x and y on a photo, each from 0 to 1


class Note(Stamped, Base):
    """A comment pinned to words of the text or to a spot on a photo."""

    __tablename__ = "notes"

    programme_id: Mapped[UUID]
    version_id: Mapped[UUID] = mapped_column(index=True)
    feedback_id: Mapped[UUID] = mapped_column(index=True)
    media_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(String(8))
    start: Mapped[int | None]
    stop: Mapped[int | None]
    exact: Mapped[str | None] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    x: Mapped[float | None]
    y: Mapped[float | None]
    words: Mapped[str] = mapped_column(Text)
    done: Mapped[bool | None]  # the learner's word: done, not yet, or nothing said

    feedback: Mapped[Feedback] = relationship(lazy="raise", viewonly=True)
    replies: Mapped[list["Reply"]] = relationship(
        lazy="raise", viewonly=True, order_by="Reply.created_at, Reply.id"
    )

    __table_args__ = (
        walled(),
        within("versions", "version_id"),
        within("feedback", "feedback_id"),
        ForeignKeyConstraint(
            ["version_id", "media_id"], ["version_files.version_id", "version_files.media_id"]
        ),
        CheckConstraint(
            "(kind = 'words' AND start IS NOT NULL AND stop > start AND exact IS NOT NULL"
            " AND media_id IS NULL AND x IS NULL AND y IS NULL)"
            " OR (kind = 'spot' AND media_id IS NOT NULL AND start IS NULL AND stop IS NULL"
            " AND x BETWEEN 0 AND 1 AND y BETWEEN 0 AND 1)",
            name="place",
        ),
    )


class Reply(Identified, Base):
    """One answer under a note, from either side; never changed."""

    __tablename__ = "replies"

    programme_id: Mapped[UUID]
    note_id: Mapped[UUID] = mapped_column(index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    words: Mapped[str] = mapped_column(Text)

    author: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    note: Mapped[Note] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (within("notes", "note_id"),)
