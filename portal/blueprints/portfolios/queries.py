"""What the pages of a portfolio read."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, false, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.blueprints.portfolios.lines import PageLine, PieceLine, lines_query
from portal.models import (
    Feedback,
    Media,
    Outcome,
    Page,
    Person,
    Piece,
    Portfolio,
    Reflection,
    Role,
    Skill,
    Version,
)
from portal.policy import portfolios as policy
from portal.policy.programmes import programmes_of

SHOWN_AT_MOST = 100


def portfolio_of(session: Session, person: Person) -> Portfolio | None:
    """Return the person's portfolio, if she has begun one."""
    return session.scalar(policy.visible_portfolios(person))


def find_portfolio(session: Session, person: Person) -> Portfolio | None:
    """Return one's own portfolio."""
    return session.scalar(policy.visible_portfolios(person).options(joinedload(Portfolio.person)))


def find_page(session: Session, person: Person, page_id: UUID, **_kind: str) -> Page | None:
    """Return one of the person's own pages."""
    query = policy.visible_pages(person).where(Page.id == page_id)
    return session.scalar(query.options(joinedload(Page.portfolio).joinedload(Portfolio.person)))


def find_own_reflection(session: Session, person: Person, reflection_id: UUID) -> Reflection | None:
    """Return one of the person's own reflections."""
    query = policy.reflections_for_pieces(person).where(Reflection.id == reflection_id)
    return session.scalar(query)


def titles_of_pages(session: Session, person: Person) -> list[tuple[UUID, str]]:
    """Return the person's pages in her order."""
    query = policy.visible_pages(person).with_only_columns(Page.id, Page.title)
    rows = session.execute(query.order_by(Page.position, Page.id))
    return [(row.id, row.title) for row in rows]


def find_piece(session: Session, person: Person, piece_id: UUID) -> Piece | None:
    """Return one of the person's own pieces with what it is made of."""
    query = policy.visible_pieces(person).where(Piece.id == piece_id)
    return session.scalar(
        query.options(
            joinedload(Piece.page).joinedload(Page.portfolio).joinedload(Portfolio.person),
            joinedload(Piece.version).joinedload(Version.work),
            joinedload(Piece.reflection),
            joinedload(Piece.media).joinedload(Media.asked),
            selectinload(Piece.skills),
        )
    )


def pages_with_lines(session: Session, portfolio: Portfolio) -> list[PageLine]:
    """Return the pages of a portfolio, each with a line for every piece."""
    query = (
        select(Page.id, Page.title)
        .where(Page.portfolio_id == portfolio.id)
        .order_by(Page.position, Page.id)
    )
    pages = [PageLine(row.id, row.title, []) for row in session.execute(query)]
    by_id = {page.id: page for page in pages}
    for line in _lines(session, Page.portfolio_id == portfolio.id):
        by_id[line.page_id].pieces.append(line)
    return pages


def lines_of(session: Session, page: Page) -> list[PieceLine]:
    """Return a line for every piece of the page, in her order."""
    return _lines(session, Page.id == page.id)


def _lines(session: Session, where: object) -> list[PieceLine]:
    return [PieceLine(**row) for row in session.execute(lines_query(where)).mappings()]


def skills_of(session: Session, person: Person) -> Sequence[Skill]:
    """Return the skills of the programmes in which the person learns."""
    learns_in = programmes_of(person, Role.LEARNER)
    query = select(Skill).where(Skill.programme_id.in_(learns_in))
    return session.scalars(query.order_by(Skill.programme_id, Skill.position)).all()


def versions_to_choose(session: Session, person: Person) -> Sequence[Version]:
    """Return one's own sent versions with their works: achieved first, then the newest."""
    achieved = and_(Feedback.given_at.is_not(None), Feedback.outcome == Outcome.ACHIEVED)
    query = (
        policy.versions_for_pieces(person)
        .outerjoin(Feedback, Feedback.version_id == Version.id)
        .options(joinedload(Version.work), joinedload(Version.feedback))
        .order_by(func.coalesce(achieved, false()).desc(), Version.sent_at.desc(), Version.id)
    )
    return session.scalars(query.limit(SHOWN_AT_MOST)).all()


def reflections_to_choose(
    session: Session, person: Person, chosen: UUID | None = None
) -> Sequence[Reflection]:
    """Return one's own reflections, what is chosen first, then the newest."""
    first = (Reflection.id == chosen).desc() if chosen else Reflection.created_at.desc()
    query = policy.reflections_for_pieces(person).order_by(
        first, Reflection.created_at.desc(), Reflection.id
    )
    return session.scalars(query.limit(SHOWN_AT_MOST)).all()


def media_to_choose(session: Session, person: Person) -> Sequence[Media]:
    """Return one's own files, newest first."""
    query = policy.media_for_pieces(person).order_by(Media.created_at.desc(), Media.id)
    return session.scalars(query.limit(SHOWN_AT_MOST)).all()


def is_choosable(session: Session, person: Person, *, kind: str, thing_id: UUID) -> bool:
    """Tell whether the thing may become a piece of this person's, now."""
    wanted = {
        "work": policy.versions_for_pieces(person).where(Version.id == thing_id),
        "reflection": policy.reflections_for_pieces(person).where(Reflection.id == thing_id),
        "file": policy.media_for_pieces(person).where(Media.id == thing_id),
    }[kind]
    return bool(session.scalar(select(func.count()).select_from(wanted.subquery())))
