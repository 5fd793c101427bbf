"""Who opened what is hers: people by name, links by day; newest first, in pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from portal import dates, log
from portal.blueprints.trust.opened_words import Row, say_link_opened, say_opened
from portal.models import (
    Feedback,
    LogLine,
    Media,
    Opening,
    Person,
    Question,
    Reflection,
    Share,
    Version,
    Work,
)

PAGE = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the log begins: after this moment and id, going back in time."""

    at: datetime
    id: UUID

    def __str__(self) -> str:
        """Write it for an address."""
        return f"{round(self.at.timestamp() * 1_000_000)}-{self.id.hex}"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was opened, in words."""

    at: datetime
    id: UUID
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Log:
    """One page: days with their lines, and where the next page begins."""

    days: list[tuple[date, list[str]]]
    older: Place | None


def place_of(text: str) -> Place | None:
    """Read where a page begins from an address; nothing when it is no place of ours."""
    moment, _dash, hexed = text.partition("-")
    try:
        at = datetime.fromtimestamp(int(moment) / 1_000_000, UTC)
        return Place(at, UUID(hexed))
    except (ValueError, OverflowError, OSError):
        return None


def read_log(session: Session, person: Person, before: Place | None = None) -> Log:
    """Return one page of what others opened of hers, by day of her zone."""
    lines = [*_people(session, person, before), *_links(session, person, before)]
    lines.sort(key=lambda line: (line.at, line.id), reverse=True)
    shown = lines[:PAGE]
    days = [
        (day, [line.words for line in group])
        for day, group in groupby(shown, key=lambda line: line.day)
    ]
    older = Place(shown[-1].at, shown[-1].id) if len(lines) > PAGE else None
    return Log(days, older)


def _people(session: Session, person: Person, before: Place | None) -> Iterable[Line]:
    query = _with_things().where(LogLine.about_id == person.id, LogLine.verb == log.OPENED)
    if before:
        same = and_(LogLine.created_at == before.at, LogLine.id < before.id)
        query = query.where(or_(LogLine.created_at < before.at, same))
    query = query.order_by(LogLine.created_at.desc(), LogLine.id.desc()).limit(PAGE + 1)
    for at, line_id, *about in session.execute(query):
        day = dates.local_day(at, person.zone)
        yield Line(at, line_id, day, say_opened(Row(*about), person.zone))


def _with_things() -> Select[Any]:
    """Select the lines with the name of who opened, and what the thing is called."""
    version_id = func.coalesce(Feedback.version_id, Question.version_id, LogLine.subject_id)
    return (
        select(LogLine.created_at, LogLine.id, LogLine.ref, Person.name)
        .add_columns(Work.title, Version.number, Media.name, Reflection.created_at)
        .select_from(LogLine)
        .outerjoin(Person, Person.id == LogLine.person_id)
        .outerjoin(Feedback, Feedback.id == LogLine.subject_id)
        .outerjoin(Question, Question.id == LogLine.subject_id)
        .outerjoin(Version, Version.id == version_id)
        .outerjoin(Work, Work.id == func.coalesce(Version.work_id, LogLine.subject_id))
        .outerjoin(Media, Media.id == LogLine.subject_id)
        .outerjoin(Reflection, Reflection.id == LogLine.subject_id)
    )


def _links(session: Session, person: Person, before: Place | None) -> Iterable[Line]:
    """Yield the days of her links: each stands at the end of its day."""
    query = (
        select(Opening.day, Opening.share_id, Opening.times, Share.label)
        .join(Share, Share.id == Opening.share_id)
        .where(Share.person_id == person.id, Opening.times > 0)
    )
    if before:
        day = dates.local_day(before.at, person.zone)
        if _end_of(day - timedelta(days=1), person.zone) == before.at:  # a link's line was last
            same = and_(Opening.day == day - timedelta(days=1), Opening.share_id < before.id)
            query = query.where(or_(Opening.day < day - timedelta(days=1), same))
        else:
            query = query.where(Opening.day < day)
    query = query.order_by(Opening.day.desc(), Opening.share_id.desc()).limit(PAGE + 1)
    for day, share_id, times, label in session.execute(query):
        yield Line(_end_of(day, person.zone), share_id, day, say_link_opened(label, times))


def _end_of(day: date, zone: str) -> datetime:
    start = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return start.astimezone(UTC)
