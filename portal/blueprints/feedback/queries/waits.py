"""How long a mentor lets learners wait: the middle of this month, for his own eyes."""

from datetime import datetime, time
from math import ceil
from statistics import median
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.clock import today
from portal.dates import local_day
from portal.models import Feedback, Person, Version


def middle_this_month(session: Session, mentor: Person, programme_id: UUID) -> int | None:
    """Return within how many days half of his answers of this month came; None without any.

    Days are those of the calendar in his zone, as in the queue.
    """
    first = datetime.combine(today(mentor.zone).replace(day=1), time(), ZoneInfo(mentor.zone))
    query = (
        select(Version.sent_at, Feedback.given_at)
        .join(Version, Version.id == Feedback.version_id)
        .where(
            Feedback.mentor_id == mentor.id,
            Feedback.programme_id == programme_id,
            Feedback.given_at >= first,
        )
    )
    days = [
        (local_day(given_at, mentor.zone) - local_day(sent_at, mentor.zone)).days
        for sent_at, given_at in session.execute(query)
        if sent_at and given_at
    ]
    return ceil(median(days)) if days else None
