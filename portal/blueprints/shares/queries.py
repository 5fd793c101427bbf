"""What the pages about links read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.blueprints.shares.actions import GRAVE
from portal.models import (
    Consent,
    Media,
    Opening,
    Page,
    Person,
    Piece,
    Reflection,
    Share,
    ShareAnswer,
    Version,
    VersionFile,
    Work,
)
from portal.policy import portfolios as policy
from portal.policy.shares import is_live
from portal.words import gettext as _


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link in her list."""

    id: UUID
    label: str
    ends_on: date
    off_at: datetime | None
    page: str | None
    piece_id: UUID | None
    piece: str | None
    days: int
    last_day: date | None
    answers: int

    def is_live(self, day: date) -> bool:
        """Tell whether it opens on that day."""
        return is_live(self.off_at is not None, self.ends_on, day)

    @property
    def opens(self) -> str:
        """Say what it opens."""
        if self.page is not None:
            return _("The page “%(title)s”", title=self.page)
        if self.piece_id is not None:
            return _("The piece “%(title)s”", title=" ".join((self.piece or "").split())[:80])
        return _("Your whole portfolio")


def links_of(session: Session, person: Person) -> list[LinkLine]:
    """Return the person's links, newest first, each with its days and answers counted."""
    query = _links().where(Share.person_id == person.id, Share.epoch > GRAVE)
    rows = session.execute(query.order_by(Share.created_at.desc(), Share.id.desc()))
    return [LinkLine(*row) for row in rows]


def line_of(session: Session, share: Share) -> LinkLine:
    """Return one link as it stands in her list."""
    return LinkLine(*session.execute(_links().where(Share.id == share.id)).one())


def _links() -> Any:
    by_people = select(func.count()).where(Opening.share_id == Share.id, Opening.times > 0)
    last = select(func.max(Opening.day)).where(Opening.share_id == Share.id, Opening.times > 0)
    answers = select(func.count()).where(ShareAnswer.share_id == Share.id)
    title = func.coalesce(
        Work.title,
        func.nullif(Piece.shows, ""),
        Media.name,
        func.substr(Piece.source, 1, 100),
        func.substr(Reflection.words, 1, 100),
    )
    return (
        select(
            *(Share.id, Share.label, Share.ends_on, Share.off_at),
            *(Page.title, Share.piece_id, title),
            by_people.scalar_subquery(),
            last.scalar_subquery(),
            answers.scalar_subquery(),
        )
        .outerjoin(Page, Page.id == Share.page_id)
        .outerjoin(Piece, Piece.id == Share.piece_id)
        .outerjoin(Version, Version.id == Piece.version_id)
        .outerjoin(Work, Work.id == Version.work_id)
        .outerjoin(Media, Media.id == Piece.media_id)
        .outerjoin(Reflection, Reflection.id == Piece.reflection_id)
    )


def find_share(session: Session, person: Person, share_id: UUID) -> Share | None:
    """Return one of the person's own links with its days and answers."""
    query = policy.visible_shares(person).where(Share.id == share_id, Share.epoch > GRAVE)
    query = query.options(selectinload(Share.openings), selectinload(Share.answers))
    return session.scalar(query)


def target_of(
    session: Session, person: Person, *, page_id: UUID | None, piece_id: UUID | None
) -> tuple[dict[str, UUID], str] | None:
    """Return what a new link would open, as column and words; None when it is not hers."""
    if piece_id:
        piece = session.scalar(policy.visible_pieces(person).where(Piece.id == piece_id))
        return ({"piece_id": piece.id}, _("This one piece")) if piece else None
    if page_id:
        page = session.scalar(policy.visible_pages(person).where(Page.id == page_id))
        return ({"page_id": page.id}, _("The page “%(title)s”", title=page.title)) if page else None
    portfolio = session.scalar(policy.visible_portfolios(person))
    return ({"portfolio_id": portfolio.id}, _("Your whole portfolio")) if portfolio else None


def photos_not_asked_about(session: Session, target: dict[str, UUID]) -> int:
    """Count the photos that such a link would show and about whose people she said nothing."""
    column, wanted = next(iter(target.items()))
    where = {"piece_id": Piece.id, "page_id": Piece.page_id, "portfolio_id": Page.portfolio_id}
    pieces = select(Piece).join(Page, Page.id == Piece.page_id).where(where[column] == wanted)
    alone = pieces.with_only_columns(Piece.media_id)
    sent = pieces.join(VersionFile, VersionFile.version_id == Piece.version_id)
    asked = select(Consent.id).where(Consent.media_id == Media.id, Consent.withdrawn_at.is_(None))
    query = select(func.count()).where(
        or_(Media.id.in_(alone), Media.id.in_(sent.with_only_columns(VersionFile.media_id))),
        Media.width.is_not(None),
        ~asked.exists(),
    )
    return session.scalar(query.select_from(Media)) or 0
