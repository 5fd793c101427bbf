"""What changes a portfolio, its pages and its pieces."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portal import log
from portal.blueprints.portfolios.ending import end_links
from portal.markup import Rendered
from portal.models import Page, Person, Piece, PieceSkill, Portfolio
from portal.once import check_stamp


@dataclass(frozen=True, slots=True)
class Content:
    """What a piece is made of: exactly one of these."""

    version_id: UUID | None = None
    reflection_id: UUID | None = None
    media_id: UUID | None = None
    source: str | None = None
    html: str | None = None


def start_portfolio(session: Session, person: Person, *, title: str) -> Portfolio:
    """Begin a person's portfolio; there is one for each."""
    portfolio = Portfolio(person_id=person.id, title=title)
    session.add(portfolio)
    session.flush()
    log.record(session, "started portfolio", person_id=person.id, subject_id=portfolio.id)
    return portfolio


def change_portfolio(
    session: Session, portfolio: Portfolio, *, title: str, about: str, stamp: int | None
) -> None:
    """Change the words at the top, unless they changed meanwhile."""
    check_stamp(portfolio, stamp, theirs={"title": portfolio.title, "about": portfolio.about})
    portfolio.title, portfolio.about = title, about
    session.flush()


def add_page(session: Session, portfolio: Portfolio, *, title: str) -> Page:
    """Add a page at the end."""
    last = select(func.max(Page.position)).where(Page.portfolio_id == portfolio.id)
    position = (session.scalar(last) or 0) + 1
    page = Page(portfolio_id=portfolio.id, position=position, title=title)
    session.add(page)
    session.flush()
    log.record(session, "added page", person_id=portfolio.person_id, subject_id=page.id)
    return page


def rename_page(session: Session, page: Page, *, title: str, stamp: int | None) -> None:
    """Give the page another name, unless it got one meanwhile."""
    check_stamp(page, stamp, theirs={"title": page.title})
    page.title = title
    session.flush()


def move_page(session: Session, page: Page, *, place: int) -> None:
    """Put the page at that place, counted from 1; twice is the same as once."""
    query = select(Page).where(Page.portfolio_id == page.portfolio_id)
    _put(session, page, session.scalars(_in_order(query, Page)).all(), place)


def remove_page(session: Session, page: Page) -> None:
    """Remove the page with its pieces; links to them end, what was answered by them stays."""
    pieces = session.scalars(select(Piece).where(Piece.page_id == page.id)).all()
    for piece in pieces:
        _remove_piece(session, piece, page.portfolio)
    end_links(session, page.portfolio, page_id=page.id)
    session.delete(page)
    session.flush()
    log.record(session, "removed page", person_id=page.portfolio.person_id, subject_id=page.id)


def add_piece(
    session: Session,
    page: Page,
    content: Content,
    *,
    shows: str,
    skills: Iterable[UUID],
    alt: str = "",
) -> Piece:
    """Put a piece at the end of the page."""
    last = select(func.max(Piece.position)).where(Piece.page_id == page.id)
    piece = Piece(
        page_id=page.id,
        position=(session.scalar(last) or 0) + 1,
        version_id=content.version_id,
        reflection_id=content.reflection_id,
        media_id=content.media_id,
        source=content.source,
        html=content.html,
        shows=shows,
        alt=alt,
    )
    session.add(piece)
    session.flush()
    session.add_all(PieceSkill(piece_id=piece.id, skill_id=skill) for skill in skills)
    session.flush()
    log.record(session, "added piece", person_id=page.portfolio.person_id, subject_id=piece.id)
    return piece


def change_piece(
    session: Session,
    piece: Piece,
    *,
    shows: str,
    skills: Iterable[UUID],
    stamp: int | None,
    alt: str = "",
    source: str | None = None,
    rendered: Rendered | None = None,
) -> None:
    """Change a piece and its skills, unless it changed meanwhile."""
    theirs = {"shows": piece.shows, "alt": piece.alt, "source": piece.source or ""}
    check_stamp(piece, stamp, theirs=theirs)
    piece.shows, piece.alt = shows, alt
    if rendered is not None:
        piece.source, piece.html = source, rendered.html
    flag_modified(piece, "shows")  # other skills are a change too: the stamp grows
    session.execute(delete(PieceSkill).where(PieceSkill.piece_id == piece.id))
    session.add_all(PieceSkill(piece_id=piece.id, skill_id=skill) for skill in skills)
    session.flush()


def move_piece(session: Session, piece: Piece, *, place: int) -> None:
    """Put the piece at that place of its page, counted from 1; twice is the same as once."""
    query = select(Piece).where(Piece.page_id == piece.page_id)
    _put(session, piece, session.scalars(_in_order(query, Piece)).all(), place)


def take_out_piece(session: Session, piece: Piece) -> None:
    """Take the piece off its page; the work, reflection or file itself stays."""
    person_id = piece.page.portfolio.person_id
    _remove_piece(session, piece, piece.page.portfolio)
    log.record(session, "took out piece", person_id=person_id, subject_id=piece.id)


def _remove_piece(session: Session, piece: Piece, portfolio: Portfolio) -> None:
    end_links(session, portfolio, piece_id=piece.id)
    session.execute(delete(PieceSkill).where(PieceSkill.piece_id == piece.id))
    session.delete(piece)
    session.flush()


def _in_order(query: Select[Any], model: type[Page | Piece]) -> Select[Any]:
    # Locked and read anew: two tabs that move at the same time do it one after the other.
    ordered = query.order_by(model.position, model.id).with_for_update()
    return ordered.execution_options(populate_existing=True)


def _put(session: Session, thing: Any, row: Sequence[Any], place: int) -> None:
    others = [one for one in row if one is not thing]
    others.insert(max(place, 1) - 1, thing)
    for position, one in enumerate(others, 1):
        if one.position != position:
            one.position = position
    session.flush()
