"""The pages of a portfolio, each with the links that open it or a piece of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.blueprints.trust.seeing.saying import say_link
from portal.clock import today
from portal.models import Page, Person, Piece, Portfolio, Share


@dataclass(frozen=True, slots=True)
class SeenLink:
    """A link that opens today: a portfolio (no page), a page, or one piece of a page."""

    label: str
    ends_on: date
    piece_id: UUID | None
    page_id: UUID | None


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page with one sentence for every link that opens something of it."""

    id: UUID
    title: str
    links: tuple[str, ...]


def pages_seen(session: Session, person: Person, *, most: int) -> list[SeenPage]:
    """Return the pages of the person's portfolio in her order, and one more than asked for."""
    pages = session.execute(
        select(Page.id, Page.title)
        .join(Portfolio, Portfolio.id == Page.portfolio_id)
        .where(Portfolio.person_id == person.id)
        .order_by(Page.position, Page.id)
        .limit(most + 1)
    ).all()
    links = _live_links(session, person) if pages else []
    return [
        SeenPage(
            page.id,
            page.title,
            tuple(
                say_link(link.label, link.ends_on, one_piece=link.piece_id is not None)
                for link in links
                if link.page_id in (None, page.id)
            ),
        )
        for page in pages
    ]


def _live_links(session: Session, person: Person) -> list[SeenLink]:
    query = (
        select(Share.label, Share.ends_on, Share.piece_id)
        .add_columns(func.coalesce(Share.page_id, Piece.page_id))
        .outerjoin(Piece, Piece.id == Share.piece_id)
        .where(
            Share.person_id == person.id,
            Share.off_at.is_(None),
            Share.ends_on >= today(person.zone),
        )
        .order_by(Share.ends_on, Share.id)
    )
    return [SeenLink(*row) for row in session.execute(query)]
