"""Works and reflections of a learner, each with how far it is shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from portal.clock import today
from portal.models import Page, Person, Piece, Portfolio, Reflection, Share, Version, Work
from portal.policy.work import shown_to_mentors

FEW, PAGE = 5, 20
Labels = Mapping[UUID, list[str]]


@dataclass(frozen=True, slots=True)
class SeenWork:
    """A work with what of it her mentors in its programme may read."""

    id: UUID
    title: str
    state: str
    programme_id: UUID
    shown: int  # versions that mentors may read
    sent: int | None  # the newest sent version
    draft: int | None
    asked: bool  # mentors read the draft, while her question is open


@dataclass(frozen=True, slots=True)
class SeenReflection:
    """A reflection, and in which programme it is shared."""

    id: UUID
    words: str  # as many as a line holds, and some more
    at: datetime
    shared_in_id: UUID | None

    @property
    def beginning(self) -> str:
        """Say how it begins, in one line of whole words."""
        line = " ".join(self.words.split())
        return line if len(line) <= 70 else line[:70].rsplit(" ", 1)[0] + " …"


def works_seen(session: Session, person: Person, *, most: int, skip: int = 0) -> list[SeenWork]:
    """Return the person's works, newest first, and one more than asked for."""
    draft = Version.sent_at.is_(None)
    query = (
        select(
            *(Work.id, Work.title, Work.state, Work.programme_id),
            func.count(case((shown_to_mentors(), Version.id))),
            func.max(case((~draft, Version.number))),
            func.max(case((draft, Version.number))),
            func.max(case((and_(draft, shown_to_mentors()), 1), else_=0)) == 1,
        )
        .outerjoin(Version, Version.work_id == Work.id)
        .where(Work.learner_id == person.id)
        .group_by(Work.id)
        .order_by(Work.created_at.desc(), Work.id.desc())
        .limit(most + 1)
        .offset(skip)
    )
    return [SeenWork(*row) for row in session.execute(query)]


def reflections_seen(
    session: Session, person: Person, *, most: int, skip: int = 0
) -> list[SeenReflection]:
    """Return the person's reflections, newest first, and one more than asked for."""
    beginning = func.substr(Reflection.words, 1, 200)
    query = (
        select(Reflection.id, beginning, Reflection.created_at, Reflection.shared_in_id)
        .where(Reflection.person_id == person.id)
        .order_by(Reflection.created_at.desc(), Reflection.id.desc())
        .limit(most + 1)
        .offset(skip)
    )
    return [SeenReflection(*row) for row in session.execute(query)]


def labels_for(
    session: Session,
    person: Person,
    *,
    works: Iterable[SeenWork] = (),
    reflections: Iterable[SeenReflection] = (),
) -> Labels:
    """Return the labels of the live links that show each of these works and reflections."""
    work_ids, reflection_ids = [one.id for one in works], [one.id for one in reflections]
    ways = (
        Share.piece_id == Piece.id,
        Share.page_id == Piece.page_id,
        Share.portfolio_id == Page.portfolio_id,
    )
    drawn = and_(Version.work_id.in_(work_ids), Version.sent_at.is_not(None))
    own = select(Portfolio.id).where(Portfolio.person_id == person.id)
    query = (
        select(func.coalesce(Version.work_id, Piece.reflection_id), Share.label)
        .select_from(Piece)
        .join(Page, Page.id == Piece.page_id)
        .join(Share, or_(*ways))
        .outerjoin(Version, Version.id == Piece.version_id)
        .where(
            Page.portfolio_id.in_(own),
            Share.person_id == person.id,
            Share.off_at.is_(None),
            Share.ends_on >= today(person.zone),
            or_(drawn, Piece.reflection_id.in_(reflection_ids)),
        )
        .order_by(Share.label)
        .distinct()
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for thing_id, label in session.execute(query):
        found[thing_id].append(label)
    return found
