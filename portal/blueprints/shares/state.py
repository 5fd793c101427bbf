"""The state of a link by one statement: whether it opens, and all that its page is drawn from."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Dialect,
    ScalarSelect,
    Select,
    String,
    and_,
    cast,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from portal import tokens
from portal.clock import today
from portal.engine import Database
from portal.models import (
    Edition,
    Feedback,
    Media,
    Membership,
    Page,
    Person,
    Piece,
    PieceSkill,
    Portfolio,
    Programme,
    Reflection,
    Role,
    Share,
    Skill,
    Version,
    VersionFile,
    Work,
)
from portal.policy.shares import is_live

# Written into the statement: sixty parameters would take longer than the database does.
NOTHING, COLON = literal_column("''", String), literal_column("':'", String)
BAR: Any = literal_column("'|'", String)
PLACE = ":hash"


@dataclass(frozen=True, slots=True)
class LinkState:
    """What a link is at this moment; two equal ones are drawn the same."""

    id: UUID
    ends_on: date
    portfolio_id: UUID | None
    page_id: UUID | None
    piece_id: UUID | None
    is_off: bool
    stamp: int
    zone: str
    name: str
    portfolio: int | None
    pages: str | None
    pieces: str | None
    files: str | None
    skills: str | None

    @property
    def day(self) -> date:
        """Return the day it is for her."""
        return today(self.zone)

    @property
    def is_live(self) -> bool:
        """Tell whether the link opens today."""
        return is_live(self.is_off, self.ends_on, self.day)


def state_of(database: Database, secret: str) -> LinkState | None:
    """Return the state of the link with that secret, or None when there never was one.

    The statement goes to the driver as it was written once: this is asked for every picture
    and every page, and SQLAlchemy's own way to it took as long as all the rest.
    """
    with database.glance.begin() as connection:
        query = _written(connection.dialect)
        row = connection.exec_driver_sql(query, {"hash": tokens.hash_of(secret)}).first()
    return _read(*row) if row else None


def _read(share: str, ends_on: str, *rest: Any) -> LinkState:
    portfolio, page, piece = (UUID(one) if one else None for one in rest[:3])
    day = date.fromisoformat(ends_on)
    return LinkState(UUID(share), day, portfolio, page, piece, *rest[3:])


def _written(dialect: Dialect) -> str:
    if dialect.name not in _queries:
        query = state_query().where(Share.secret_hash == literal_column(PLACE, String))
        written = str(query.compile(dialect=dialect))
        named = dialect.paramstyle == "pyformat"
        _queries[dialect.name] = written.replace(PLACE, "%(hash)s") if named else written
    return _queries[dialect.name]


_queries: dict[str, str] = {}


def state_query() -> Select[Any]:
    """Select a link with the stamps of everything that is drawn on its page."""
    portfolio = select(Portfolio.stamp).where(Portfolio.id == Share.portfolio_id)
    ids: list[Any] = [Share.id, Share.ends_on, Share.portfolio_id, Share.page_id, Share.piece_id]
    columns: list[Any] = [
        *(cast(one, String) for one in ids),
        Share.off_at.is_not(None),
        Share.stamp,
        Person.zone,
        Person.name,
        portfolio.correlate(Share).scalar_subquery(),
        _pages(),
        _pieces(),
        _files(),
        _skills(),
    ]
    return select(*columns).join(Person, Person.id == Share.person_id)


def in_link(page: type[Page] = Page) -> ColumnElement[bool]:
    """Select the pages that a link opens, in whole or for one piece, each found by an index."""
    of_piece = select(Piece.page_id).where(Piece.id == Share.piece_id)
    of_piece = of_piece.correlate(Share)
    one = func.coalesce(Share.page_id, of_piece.scalar_subquery())
    return or_(page.id == one, page.portfolio_id == Share.portfolio_id)


def piece_in_link() -> ColumnElement[bool]:
    """Select the pieces of these pages that a link opens."""
    return or_(Share.piece_id.is_(None), Piece.id == Share.piece_id)


def _pages() -> ScalarSelect[Any]:
    page = aliased(Page)
    return _asked(select(_said(page.id, page.stamp)).where(in_link(page)))


def _pieces() -> ScalarSelect[Any]:
    mentor, mentors = aliased(Person), aliased(Membership)
    return _asked(
        select(
            _said(
                *(Piece.id, Piece.stamp, Version.stamp, Version.digest, Work.stamp),
                *(Feedback.stamp, Feedback.given_at.is_not(None), Edition.stamp, mentor.stamp),
                *(mentors.about, Programme.stamp, Reflection.stamp, Media.state),
            )
        )
        .select_from(Page)
        .join(Piece, Piece.page_id == Page.id)
        .outerjoin(Version, Version.id == Piece.version_id)
        .outerjoin(Edition, Edition.id == Version.edition_id)
        .outerjoin(Work, Work.id == Version.work_id)
        .outerjoin(Programme, Programme.id == Work.programme_id)
        .outerjoin(Feedback, Feedback.version_id == Version.id)
        .outerjoin(mentor, mentor.id == Feedback.mentor_id)
        .outerjoin(
            mentors,
            and_(
                mentors.person_id == Feedback.mentor_id,
                mentors.programme_id == Feedback.programme_id,
                mentors.role == literal_column(f"'{Role.MENTOR.value}'"),
            ),
        )
        .outerjoin(Reflection, Reflection.id == Piece.reflection_id)
        .outerjoin(Media, Media.id == Piece.media_id)
        .where(in_link(), piece_in_link())
    )


def _files() -> ScalarSelect[Any]:
    return _asked(
        select(_said(Media.id, Media.state))
        .select_from(Page)
        .join(Piece, Piece.page_id == Page.id)
        .join(VersionFile, VersionFile.version_id == Piece.version_id)
        .join(Media, Media.id == VersionFile.media_id)
        .where(in_link(), piece_in_link())
    )


def _skills() -> ScalarSelect[Any]:
    return _asked(
        select(_said(Skill.id, Skill.stamp))
        .select_from(Page)
        .join(Piece, Piece.page_id == Page.id)
        .join(PieceSkill, PieceSkill.piece_id == Piece.id)
        .join(Skill, Skill.id == PieceSkill.skill_id)
        .where(in_link(), piece_in_link())
    )


def _said(*columns: Any) -> Any:
    words: list[Any] = [func.coalesce(cast(column, String), NOTHING) for column in columns]
    line = reduce(lambda left, right: left.concat(COLON).concat(right), words)
    return func.aggregate_strings(line, BAR)


def _asked(query: Select[Any]) -> ScalarSelect[Any]:
    return query.correlate(Share).scalar_subquery()
