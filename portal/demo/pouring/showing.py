"""Portfolios, their pages and pieces, and the links to them."""

from uuid import UUID

from sqlalchemy.orm import Session, joinedload

from portal.blueprints.portfolios.actions import (
    Content,
    add_page,
    add_piece,
    change_portfolio,
    move_piece,
    start_portfolio,
)
from portal.blueprints.shares.actions import add_openings, keep_answer, make_share, switch_off
from portal.blueprints.shares.counting import Count
from portal.demo.pouring.photos import photo_of
from portal.demo.pouring.pot import Events, Pot
from portal.demo.story.showing import Page, Piece, Portfolio, Share, ShareAnswer
from portal.demo.story.times import When
from portal.markup import render
from portal.models import Page as PageRow
from portal.models import Share as ShareRow


def events(pot: Pot) -> Events:
    """What learners show: pages first, each piece as soon as there is something to show."""
    for portfolio in pot.story.portfolios:
        yield pot.event(portfolio.started, begin, portfolio)
        for page in portfolio.pages:
            for piece in page.pieces:
                ready = max(portfolio.started, _ready(pot, piece))
                yield pot.event(ready, put_on_page, portfolio, page, piece)
        for share in portfolio.shares:
            yield from _events_of(pot, portfolio, share)


def _ready(pot: Pot, piece: Piece) -> When:
    written = {each.key: each.written for each in pot.story.reflections}
    works = {work.key: work for work in pot.story.works}
    if piece.work and piece.version:
        return works[piece.work].versions[piece.version - 1].sent or When(-1)
    return written[piece.reflection] if piece.reflection else When(-1000)


def _events_of(pot: Pot, portfolio: Portfolio, share: Share) -> Events:
    yield pot.event(share.made, make_link, portfolio, share)
    if share.off:
        yield pot.event(share.off, turn_off, share)
    for answer in share.answers:
        yield pot.event(answer.at, write_back, share, answer)


def begin(pot: Pot, session: Session, portfolio: Portfolio) -> None:
    """Start a portfolio with its empty pages."""
    person = pot.person(session, portfolio.person)
    row = start_portfolio(session, person, title=portfolio.title)
    change_portfolio(session, row, title=portfolio.title, about=portfolio.about, stamp=row.stamp)
    pot.ids["portfolio", portfolio.person] = row.id
    for page in portfolio.pages:
        pot.ids["page", page.key] = add_page(session, row, title=page.title).id


def put_on_page(pot: Pot, session: Session, portfolio: Portfolio, page: Page, piece: Piece) -> None:
    """Put a piece on its page, in the order of the story."""
    page_row = session.get_one(
        PageRow, pot.ids["page", page.key], options=[joinedload(PageRow.portfolio)]
    )
    row = add_piece(
        session,
        page_row,
        _content(pot, session, portfolio, piece),
        shows=piece.shows,
        skills=[pot.ids["skill", skill] for skill in piece.skills],
        alt=piece.picture.alt if piece.picture else "",
    )
    pot.ids["piece", piece.key] = row.id
    there = [each for each in page.pieces if ("piece", each.key) in pot.ids]
    move_piece(session, row, place=there.index(piece) + 1)


def _content(pot: Pot, session: Session, portfolio: Portfolio, piece: Piece) -> Content:
    if piece.work:
        return Content(version_id=pot.ids["version", piece.work, str(piece.version)])
    if piece.reflection:
        return Content(reflection_id=pot.ids["reflection", piece.reflection])
    if piece.picture:
        return Content(media_id=photo_of(pot, session, portfolio.person, piece.picture))
    source = piece.text or ""
    return Content(source=source, html=render(source).html)


def make_link(pot: Pot, session: Session, portfolio: Portfolio, share: Share) -> None:
    """Make a link for someone, and let it be opened on its days."""
    row = make_share(
        session,
        pot.person(session, portfolio.person),
        server_key=pot.tools.settings.secret_key,
        label=share.label,
        ends_on=share.ends.day(pot.today),
        target=_target(pot, portfolio, share),
    )
    pot.ids["share", share.key] = row.id
    openings = [
        Count(row.id, each.day.day(pot.today), each.times, each.scans) for each in share.openings
    ]
    add_openings(session, openings)


def _target(pot: Pot, portfolio: Portfolio, share: Share) -> dict[str, UUID]:
    if share.piece:
        return {"piece_id": pot.ids["piece", share.piece]}
    if share.page:
        return {"page_id": pot.ids["page", share.page]}
    return {"portfolio_id": pot.ids["portfolio", portfolio.person]}


def turn_off(pot: Pot, session: Session, share: Share) -> None:
    """Switch the link off."""
    switch_off(session, pot.get(session, ShareRow, "share", share.key))


def write_back(pot: Pot, session: Session, share: Share, answer: ShareAnswer) -> None:
    """Write back to her through the link."""
    share_id = pot.ids["share", share.key]
    keep_answer(session, share_id, name=answer.name, reach=answer.reach, words=answer.words)
