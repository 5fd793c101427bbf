"""Files on their way: what has arrived of each, part by part."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Identified, Moment


class Upload(Identified, Base):
    """A file of one person on its way; `arrived` counts only bytes that are surely kept."""

    __tablename__ = "uploads"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    bytes: Mapped[int] = mapped_column(BigInteger)  # of the whole
    arrived: Mapped[int] = mapped_column(BigInteger, default=0)
    about: Mapped[str] = mapped_column(Text)  # Upload-Metadata, as it came
    ends_at: Mapped[datetime] = mapped_column(Moment, index=True)
    media_id: Mapped[UUID | None] = mapped_column(ForeignKey("media.id"), index=True)  # once kept

    __table_args__ = (CheckConstraint("arrived BETWEEN 0 AND bytes", name="arrived"),)

    @property
    def is_whole(self) -> bool:
        """Tell whether every byte has arrived."""
        return self.arrived == self.bytes


class UploadPart(Base):
    """Some bytes of a file on its way, in the storage."""

    __tablename__ = "upload_parts"

    upload_id: Mapped[UUID] = mapped_column(ForeignKey("uploads.id"), primary_key=True)
    start: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    bytes: Mapped[int]
    key: Mapped[str] = mapped_column(Text)
