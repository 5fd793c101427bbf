"""What a link shows to whoever opens it: only what is part of it."""

from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.blueprints.portfolios import loading
from portal.blueprints.portfolios.showing import Shown
from portal.blueprints.shares.state import LinkState, in_link, piece_in_link
from portal.models import Media, Page, Piece, Portfolio, Share, Version, VersionFile

WHOLE = "file"
_OWNER = joinedload(Page.portfolio).joinedload(Portfolio.person)


def show_link(session: Session, link: LinkState) -> Shown:
    """Return all that the link opens."""
    if link.portfolio_id:
        owner = joinedload(Portfolio.person)
        portfolio = session.get_one(Portfolio, link.portfolio_id, options=[owner])
        return loading.show_portfolio(session, portfolio)
    if link.page_id:
        return loading.show_page(session, session.get_one(Page, link.page_id, options=[_OWNER]))
    piece_owner = joinedload(Piece.page).options(_OWNER)
    piece = session.get_one(Piece, link.piece_id, options=[piece_owner])
    return loading.show_piece(session, piece)


def show_one_piece(session: Session, link: LinkState, piece_id: UUID) -> Shown | None:
    """Return one piece of what the link opens, or None when it is not part of it."""
    query = (
        select(Piece)
        .join(Page, Page.id == Piece.page_id)
        .join(Share, Share.id == link.id)
        .where(Piece.id == piece_id, in_link(), piece_in_link())
        .options(joinedload(Piece.page).options(_OWNER))
    )
    piece = session.scalar(query)
    return loading.show_piece(session, piece) if piece else None


def find_media(session: Session, link: LinkState, media_id: UUID) -> Media | None:
    """Return a photo or file with its copies, if a piece of the link shows it now."""
    sent_with = (
        select(VersionFile.media_id)
        .join(Version, Version.id == VersionFile.version_id)
        .where(
            VersionFile.version_id == Piece.version_id,
            VersionFile.media_id == Media.id,
            Version.sent_at.is_not(None),
        )
    )
    part = (
        exists()
        .where(Share.id == link.id, Piece.page_id == Page.id, in_link(), piece_in_link())
        .where(or_(Piece.media_id == Media.id, sent_with.correlate(Piece, Media).exists()))
    )
    query = select(Media).where(Media.id == media_id, part)
    return session.scalar(query.options(selectinload(Media.variants)))
