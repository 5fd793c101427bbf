"""What was counted among many, kept for a while: counts, never a word of anybody's work."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Moment


class Tally(Base):
    """The numbers of a programme or of one cohort, as they were counted last in a time zone."""

    __tablename__ = "tallies"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    cohort: Mapped[str] = mapped_column(String(36), primary_key=True)  # its id, or "all"
    zone: Mapped[str] = mapped_column(String(64), primary_key=True)
    counted_at: Mapped[datetime] = mapped_column(Moment)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
