"""Portfolios: pages of pieces that a learner arranges."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Stamped
from portal.models.media import Media
from portal.models.people import Person
from portal.models.programmes import Skill
from portal.models.reflections import Reflection
from portal.models.work import Version


class Portfolio(Stamped, Base):
    """One person's pages; it belongs to her, not to a programme."""

    __tablename__ = "portfolios"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), unique=True)
    title: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship(lazy="raise", viewonly=True)
    pages: Mapped[list["Page"]] = relationship(
        lazy="raise", viewonly=True, order_by="Page.position, Page.id"
    )


class Page(Stamped, Base):
    """A page of a portfolio: pieces in her order."""

    __tablename__ = "pages"

    portfolio_id: Mapped[UUID] = mapped_column(ForeignKey("portfolios.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)

    portfolio: Mapped[Portfolio] = relationship(lazy="raise", viewonly=True)
    pieces: Mapped[list["Piece"]] = relationship(
        lazy="raise", viewonly=True, order_by="Piece.position, Piece.id"
    )


class Piece(Stamped, Base):
    """A text, a sent version, a reflection or a file, with what it shows."""

    __tablename__ = "pieces"

    page_id: Mapped[UUID] = mapped_column(ForeignKey("pages.id"), index=True)
    position: Mapped[int]
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("versions.id"), index=True)
    reflection_id: Mapped[UUID | None] = mapped_column(ForeignKey("reflections.id"), index=True)
    media_id: Mapped[UUID | None] = mapped_column(ForeignKey("media.id"), index=True)
    source: Mapped[str | None] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    alt: Mapped[str] = mapped_column(Text, default="")
    shows: Mapped[str] = mapped_column(Text, default="")

    page: Mapped[Page] = relationship(lazy="raise", viewonly=True)
    version: Mapped[Version | None] = relationship(lazy="raise", viewonly=True)
    reflection: Mapped[Reflection | None] = relationship(lazy="raise", viewonly=True)
    media: Mapped[Media | None] = relationship(lazy="raise", viewonly=True)
    skills: Mapped[list[Skill]] = relationship(
        lazy="raise", viewonly=True, secondary="piece_skills", order_by="Skill.position"
    )

    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN version_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN reflection_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN media_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN source IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_kind",
        ),
        CheckConstraint("(source IS NULL) = (html IS NULL)", name="text_whole"),
    )


class PieceSkill(Base):
    """A skill that a piece shows."""

    __tablename__ = "piece_skills"

    piece_id: Mapped[UUID] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    skill_id: Mapped[UUID] = mapped_column(ForeignKey("skills.id"), primary_key=True)
