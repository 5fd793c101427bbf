"""What the pages about news read."""

import base64
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.blueprints.notices import wording
from portal.models import News, Notice, Person
from portal.policy.notices import visible_notices

PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One line of news."""

    id: UUID
    words: str
    about: str  # of a step: what it is
    path: str
    at: datetime
    is_new: bool


def count_new(session: Session, person: Person) -> int:
    """Return how many notices the person has not seen."""
    unseen = visible_notices(person).where(Notice.seen_at.is_(None))
    return session.scalar(select(func.count()).select_from(unseen.subquery())) or 0


def notices_of(session: Session, person: Person, *, skip: int = 0) -> tuple[list[Line], bool]:
    """Return one page of what is new for her, newest first, and whether there is more."""
    query = visible_notices(person).order_by(Notice.created_at.desc(), Notice.id.desc())
    rows = session.scalars(query.offset(skip).limit(PAGE + 1)).all()
    return [_line(notice) for notice in rows[:PAGE]], len(rows) > PAGE


def _line(notice: Notice) -> Line:
    return Line(
        id=notice.id,
        words=wording.line(News(notice.kind), notice.says),
        about=str(notice.says.get("about", "")),
        path=notice.path,
        at=notice.created_at,
        is_new=notice.seen_at is None,
    )


def short_path(notice_id: UUID) -> str:
    """Return the shortest address of a notice, for a text message; it opens only for its person."""
    return "/n/" + base64.urlsafe_b64encode(notice_id.bytes[-6:]).decode()


def find_notice(session: Session, person: Person, code: str) -> Notice | None:
    """Return the person's notice with this short address."""
    query = visible_notices(person).with_only_columns(Notice.id)
    path = f"/n/{code}"
    found = next((each for each in session.scalars(query) if short_path(each) == path), None)
    return session.get(Notice, found) if found else None
