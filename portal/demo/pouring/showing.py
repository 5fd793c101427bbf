"""Portfolios, their pages and pieces, and the links to them."""

from sqlalchemy.orm import Session, joinedload

from portal import tokens
from portal.blueprints.portfolios.actions import (
    Content,
    add_page,
    add_piece,
    change_portfolio,
    move_piece,
    start_portfolio,
)
from portal.clock import now
from portal.demo.pouring.photos import photo_of
from portal.demo.pouring.pot import Events, Pot
from portal.demo.story.showing import Page, Piece, Portfolio, Share, ShareAnswer
from portal.demo.story.times import When
from portal.ids import new_id
from portal.markup import render
from portal.models import Opening, Person
from portal.models import Page as PageRow
from portal.models import Share as ShareRow
from portal.models import ShareAnswer as ShareAnswerRow


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
        yield pot.event(share.off, switch_off, share)
    for answer in share.answers:
        yield pot.event(answer.at, write_back, share, answer)


def begin(pot: Pot, session: Session, portfolio: Portfolio) -> None:
    """Start a portfolio with its empty pages."""
    person = pot.get(session, Person, "person", portfolio.person)
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
    """Make a link for someone, with the days on which it was opened."""
    share_id = new_id()
    secret = tokens.share_secret(pot.tools.settings.secret_key, share_id, 1)
    row = ShareRow(
        id=share_id,
        person_id=pot.ids["person", portfolio.person],
        portfolio_id=pot.ids["portfolio", portfolio.person] if share.portfolio else None,
        page_id=pot.ids["page", share.page] if share.page else None,
        piece_id=pot.ids["piece", share.piece] if share.piece else None,
        label=share.label,
        ends_on=share.ends.day(pot.today),
        secret_hash=tokens.hash_of(secret),
    )
    pot.keep(session, row, "share", share.key)
    for opening in share.openings:
        day = opening.day.day(pot.today)
        session.add(Opening(share_id=share_id, day=day, times=opening.times, scans=opening.scans))


def switch_off(pot: Pot, session: Session, share: Share) -> None:
    """Switch the link off."""
    pot.get(session, ShareRow, "share", share.key).off_at = now()


def write_back(pot: Pot, session: Session, share: Share, answer: ShareAnswer) -> None:
    """Write back to her through the link."""
    row = ShareAnswerRow(
        share_id=pot.ids["share", share.key],
        name=answer.name,
        reach=answer.reach,
        words=answer.words,
    )
    pot.keep(session, row)
