"""Share links: secret addresses for one portfolio, page or piece."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Identified, Moment, Stamped
from portal.models.people import Person
from portal.models.portfolios import Page, Piece, Portfolio


class Share(Stamped, Base):
    """A link made for someone, with an end and an off switch."""

    __tablename__ = "shares"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    portfolio_id: Mapped[UUID | None] = mapped_column(ForeignKey("portfolios.id"), index=True)
    page_id: Mapped[UUID | None] = mapped_column(ForeignKey("pages.id"), index=True)
    piece_id: Mapped[UUID | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    label: Mapped[str] = mapped_column(Text)  # for her eyes
    epoch: Mapped[int] = mapped_column(default=1)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    ends_on: Mapped[date]
    off_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    portfolio: Mapped[Portfolio | None] = relationship(lazy="raise", viewonly=True)
    page: Mapped[Page | None] = relationship(lazy="raise", viewonly=True)
    piece: Mapped[Piece | None] = relationship(lazy="raise", viewonly=True)
    openings: Mapped[list["Opening"]] = relationship(
        lazy="raise", viewonly=True, order_by="Opening.day.desc()"
    )
    answers: Mapped[list["ShareAnswer"]] = relationship(
        lazy="raise", viewonly=True, order_by="ShareAnswer.created_at.desc()"
    )

    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN portfolio_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN page_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN piece_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_target",
        ),
    )


class Opening(Base):
    """How often a link was opened on one day; nothing else about a visitor."""

    __tablename__ = "openings"

    share_id: Mapped[UUID] = mapped_column(ForeignKey("shares.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=0)
    scans: Mapped[int] = mapped_column(default=0)  # robots and previews, not people


class ShareAnswer(Identified, Base):
    """What somebody who opened a link wrote back to her."""

    __tablename__ = "share_answers"

    share_id: Mapped[UUID] = mapped_column(ForeignKey("shares.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    reach: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
