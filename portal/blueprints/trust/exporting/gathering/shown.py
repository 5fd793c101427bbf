"""What she shows: the pages of her portfolio, her links, and who came by them."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.blueprints.trust.exporting.gathering.base import Pack, Thing
from portal.models import Page, Piece, Portfolio, Share, Version


def portfolio(pack: Pack) -> Iterator[Thing]:
    """Yield her portfolio with its pages."""
    mine = Portfolio.person_id == pack.person.id
    for one in pack.session.scalars(select(Portfolio).where(mine)).all():
        ids = select(Page.id).where(Page.portfolio_id == one.id).order_by(Page.position, Page.id)
        found = pack.session.scalars(ids).all()
        yield {
            "title": one.title,
            "about": one.about,
            "pages": (_page(pack, page_id) for page_id in found),
        }


def _page(pack: Pack, page_id: UUID) -> Thing:
    page = pack.session.get_one(Page, page_id, options=_WITH_PIECES)
    return {"title": page.title, "pieces": [_piece(pack, piece) for piece in page.pieces]}


_WITH_PIECES = (
    selectinload(Page.pieces).options(
        joinedload(Piece.version).joinedload(Version.work),
        joinedload(Piece.reflection),
        joinedload(Piece.media),
        selectinload(Piece.skills),
    ),
)


def _piece(pack: Pack, piece: Piece) -> Thing:
    version = piece.version
    return {
        "shows": piece.shows,
        "skills": ", ".join(skill.name for skill in piece.skills),
        "text": piece.source,
        "html": piece.html,
        "about_work": version.work.title if version else None,
        "number": version.number if version else None,
        "words": piece.reflection.words if piece.reflection else None,
        "file": pack.file(piece.media_id),
        "alt": piece.alt,
    }


def links(pack: Pack) -> Iterator[Thing]:
    """Yield her links: for whom, until when, on which days they were opened, what came back."""
    query = (
        select(Share)
        .where(Share.person_id == pack.person.id)
        .options(
            joinedload(Share.portfolio),
            joinedload(Share.page),
            joinedload(Share.piece),
            selectinload(Share.openings),
            selectinload(Share.answers),
        )
        .order_by(Share.created_at, Share.id)
    )
    for share in pack.session.scalars(query).all():
        yield {
            "label": share.label,
            **_target(share),
            "created": share.created_at,
            "ends": share.ends_on,
            "switched_off": share.off_at,
            "openings": [{"day": one.day, "times": one.times} for one in share.openings],
            "answers": [
                {"by": one.name, "reach": one.reach, "at": one.created_at, "words": one.words}
                for one in share.answers
            ],
        }


def _target(share: Share) -> Mapping[str, str | None]:
    if share.portfolio:
        return {"leads_to": share.portfolio.title}
    if share.page:
        return {"leads_to": share.page.title}
    return {"leads_to": share.piece.shows if share.piece else None}
