"""How long works waited: one grouped SELECT, a row for each number of days."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, and_, cast, extract, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.blueprints.growth.queries.among import works_among
from portal.clock import now
from portal.models import Feedback, Programme, Task, Version, Work

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Waited:
    """How many sent versions waited so many days, and how many days were promised."""

    answered: bool
    days: int
    promised: int
    count: int

    @property
    def in_time(self) -> bool:
        """Tell whether the promise was kept, or can be kept still."""
        return self.days <= self.promised


def count_waits(
    session: Session, programme: Programme, *, zone: str, cohort_id: UUID | None = None
) -> list[Waited]:
    """Count the sent versions by the days they waited, or have waited until now.

    Days are those of the calendar in the zone, as it is shifted today: a moment within an hour
    of midnight in the other half of the year may count for the day beside it.
    """
    until = func.coalesce(Feedback.given_at, literal(now(), Feedback.given_at.type))
    days = _day(until, zone) - _day(Version.sent_at, zone)
    promised = func.coalesce(Task.answer_days, programme.answer_days)
    answered = Feedback.given_at.is_not(None)
    query = (
        select(answered, days, promised, func.count())
        .select_from(Work)
        .join(Version, Version.work_id == Work.id)
        .outerjoin(Feedback, and_(Feedback.version_id == Version.id, answered))
        .outerjoin(Task, Task.id == Work.task_id)
        .where(*works_among(programme.id, cohort_id), Version.sent_at.is_not(None))
        .group_by(answered, days, promised)
    )
    return [Waited(bool(row[0]), *row[1:]) for row in session.execute(query)]


def _day(
    moment: ColumnElement[datetime] | InstrumentedAttribute[datetime | None], zone: str
) -> ColumnElement[int]:
    shift = now().astimezone(ZoneInfo(zone)).utcoffset()
    seconds = cast(extract("epoch", moment), BigInteger)
    return (seconds + int(shift.total_seconds() if shift else 0)) // DAY
