"""Reading what an employer is shown, in the same few statements for one piece or fifty."""

from collections.abc import Sequence
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.blueprints.portfolios.proving import Abouts, judgement_of
from portal.blueprints.portfolios.showing import (
    BEGINNING,
    Shown,
    ShownPage,
    ShownPiece,
    arranged,
)
from portal.markup import shown
from portal.models import (
    Feedback,
    Mark,
    Media,
    Membership,
    Page,
    Person,
    Piece,
    Portfolio,
    Role,
    Version,
    VersionFile,
    Work,
)
from portal.policy.portfolios import may_be_drawn
from portal.typed import plain_html
from portal.words import gettext as _


def show_portfolio(session: Session, portfolio: Portfolio) -> Shown:
    """Return the whole portfolio as an employer sees it."""
    pages = _pages(session, portfolio.person, Page.portfolio_id == portfolio.id)
    return Shown(portfolio.person.name, portfolio.title, portfolio.about, pages, single=False)


def show_page(session: Session, page: Page) -> Shown:
    """Return one page as an employer sees it."""
    person = page.portfolio.person
    pages = _pages(session, person, Page.id == page.id)
    return Shown(person.name, page.title, "", pages, single=False)


def show_piece(session: Session, piece: Piece) -> Shown:
    """Return one piece as an employer sees it."""
    person = piece.page.portfolio.person
    pages = _pages(session, person, Page.id == piece.page_id, Piece.id == piece.id)
    title = next((one.title for page in pages for one in page.pieces), piece.page.title)
    return Shown(person.name, title, "", pages, single=True)


def _pages(
    session: Session, person: Person, where: ColumnElement[bool], *only: ColumnElement[bool]
) -> tuple[ShownPage, ...]:
    pages = session.execute(
        select(Page.id, Page.title).where(where).order_by(Page.position, Page.id)
    ).all()
    ids = [page.id for page in pages]
    pieces = [piece for piece in _pieces(session, ids, only) if may_be_drawn(piece)]
    abouts = _abouts(session, pieces)
    titles = {page.id: page.title for page in pages}
    drawn = [_piece(piece, titles[piece.page_id], person, abouts) for piece in pieces]
    by_page: dict[UUID, list[ShownPiece]] = {page.id: [] for page in pages}
    for piece, one in zip(pieces, drawn, strict=True):
        by_page[piece.page_id].append(one)
    return arranged([ShownPage(page.id, page.title, tuple(by_page[page.id])) for page in pages])


def _pieces(
    session: Session, page_ids: Sequence[UUID], only: tuple[ColumnElement[bool], ...]
) -> Sequence[Piece]:
    version = joinedload(Piece.version)
    query = (
        select(Piece)
        .where(Piece.page_id.in_(page_ids), *only)
        .order_by(Piece.position, Piece.id)
        .options(
            version.joinedload(Version.work).joinedload(Work.programme),
            version.joinedload(Version.edition),
            version.selectinload(Version.files)
            .joinedload(VersionFile.media)
            .selectinload(Media.variants),
            version.joinedload(Version.feedback).options(
                joinedload(Feedback.mentor),
                selectinload(Feedback.marks).options(
                    joinedload(Mark.criterion), joinedload(Mark.level)
                ),
            ),
            joinedload(Piece.reflection),
            joinedload(Piece.media).selectinload(Media.variants),
            selectinload(Piece.skills),
        )
    )
    return session.scalars(query).all()


def _abouts(session: Session, pieces: Sequence[Piece]) -> Abouts:
    mentors = {
        piece.version.feedback.mentor_id
        for piece in pieces
        if piece.version and piece.version.feedback
    }
    if not mentors:
        return {}
    rows = session.execute(
        select(Membership.person_id, Membership.programme_id, Membership.about).where(
            Membership.person_id.in_(mentors), Membership.role == Role.MENTOR
        )
    )
    return {(person, programme): about for person, programme, about in rows}


def _piece(piece: Piece, page_title: str, person: Person, abouts: Abouts) -> ShownPiece:
    words = _words_of(piece)
    version = piece.version
    title = version.work.title if version else piece.shows
    return ShownPiece(
        id=piece.id,
        kind=_kind_of(piece),
        title=title or _untitled(piece, person, page_title),
        text=_html_of(piece),
        length=len(words),
        beginning=words[:BEGINNING].rsplit(" ", 1)[0] + " …" if len(words) > BEGINNING else words,
        media=_media_of(piece),
        shows=piece.shows if version else "",
        skills=tuple(skill.name for skill in piece.skills),
        judgement=judgement_of(version, abouts=abouts, zone=person.zone) if version else None,
    )


def _kind_of(piece: Piece) -> str:
    if piece.version:
        return "work"
    return "reflection" if piece.reflection else "file" if piece.media else "text"


def _untitled(piece: Piece, person: Person, page_title: str) -> str:
    if piece.reflection:
        return _("In the words of %(name)s", name=person.name)
    return page_title


def _words_of(piece: Piece) -> str:
    if piece.version:
        return piece.version.plain
    return piece.reflection.words if piece.reflection else piece.source or ""


def _html_of(piece: Piece) -> Markup:
    if piece.version:
        return shown(piece.version.html)
    return plain_html(piece.reflection.words) if piece.reflection else shown(piece.html or "")


def _media_of(piece: Piece) -> tuple[tuple[Media, str], ...]:
    if piece.version:
        return tuple((one.media, one.alt) for one in piece.version.files)
    return ((piece.media, piece.alt),) if piece.media else ()
