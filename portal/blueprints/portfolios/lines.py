"""One line for each piece, as she sees it while she arranges her pages."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, and_, func, or_, select

from portal.models import (
    Feedback,
    Media,
    Outcome,
    Page,
    Piece,
    PieceSkill,
    Reflection,
    Skill,
    Version,
    VersionFile,
    Work,
)
from portal.words import gettext as _


@dataclass(frozen=True, slots=True)
class PieceLine:
    """A piece in short."""

    id: UUID
    page_id: UUID
    work: str | None
    number: int | None
    achieved: bool | None
    taken_back: bool
    reflection: str | None
    file: str | None
    text: str | None
    shows: str
    skills: str | None
    mentors_see: bool

    @property
    def title(self) -> str:
        """Say what the piece is: its title, or how it begins."""
        if self.work is not None:
            return self.work
        return self.file or _beginning(self.text or self.reflection or "")

    @property
    def kind(self) -> str:
        """Say in a word what kind of piece it is."""
        if self.work is not None:
            return _("Sent work, version %(number)s", number=self.number or 1)
        if self.file is not None:
            return _("Photo or file")
        return _("Reflection") if self.reflection is not None else _("Text")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page with the lines of its pieces."""

    id: UUID
    title: str
    pieces: list[PieceLine]


def _names_of_skills() -> ScalarSelect[str]:
    return (
        select(func.aggregate_strings(Skill.name, ", "))
        .join(PieceSkill, PieceSkill.skill_id == Skill.id)
        .where(PieceSkill.piece_id == Piece.id)
        .correlate(Piece)
        .scalar_subquery()
    )


def lines_query(where: Any) -> Select[Any]:
    """Select the lines of pieces in her order, all in one statement."""
    sent_with = (
        select(VersionFile.media_id)
        .join(Version, Version.id == VersionFile.version_id)
        .where(VersionFile.media_id == Piece.media_id, Version.sent_at.is_not(None))
        .correlate(Piece)
    )
    seen = or_(Version.sent_at.is_not(None), Reflection.shared_at.is_not(None), sent_with.exists())
    return (
        select(
            Piece.id,
            Piece.page_id,
            Work.title.label("work"),
            Version.number,
            and_(Feedback.given_at.is_not(None), Feedback.outcome == Outcome.ACHIEVED).label(
                "achieved"
            ),
            and_(Version.id.is_not(None), Version.sent_at.is_(None)).label("taken_back"),
            func.substr(Reflection.words, 1, 200).label("reflection"),
            func.coalesce(func.nullif(Piece.alt, ""), Media.name).label("file"),
            func.substr(Piece.source, 1, 200).label("text"),
            Piece.shows,
            _names_of_skills().label("skills"),
            seen.label("mentors_see"),
        )
        .join(Page, Page.id == Piece.page_id)
        .outerjoin(Version, Version.id == Piece.version_id)
        .outerjoin(Work, Work.id == Version.work_id)
        .outerjoin(Feedback, Feedback.version_id == Version.id)
        .outerjoin(Reflection, Reflection.id == Piece.reflection_id)
        .outerjoin(Media, Media.id == Piece.media_id)
        .where(where)
        .order_by(Page.position, Page.id, Piece.position, Piece.id)
    )


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 70 else line[:70].rsplit(" ", 1)[0] + " …"
