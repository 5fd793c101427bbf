"""By when an answer is promised.

The rule: the promised days are counted from the day of sending, as the learner's calendar says.
A day on which all of her mentors are away is not counted, so no promise ends on such a day.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, joinedload

from portal import jobs
from portal.clock import today
from portal.dates import local_day
from portal.models import Away, Mentoring, Version, Work, WorkState

FARTHEST = 400  # days: a promise ends even when somebody is away for years
Absent = Sequence[Sequence[tuple[date, date]]]  # by mentor, from and to


def promised_day(session: Session, work: Work) -> date:
    """Return the day that is promised for what is sent today.

    The work comes with its task, programme and learner.
    """
    absent = _absences(session, work.programme_id, [work.learner_id]).get(work.learner_id, ())
    return count_days(today(work.learner.zone), _days_of(work), absent)


def move_promises(session: Session, programme_id: UUID, learner_ids: Sequence[UUID]) -> None:
    """Count the promises of these learners' waiting works again, from the day of sending.

    Who is promised another day is told.
    """
    sent = (
        select(Work.id, func.max(Version.sent_at))
        .join(Version, Version.work_id == Work.id)
        .where(
            Work.programme_id == programme_id,
            Work.learner_id.in_(learner_ids),
            Work.state == WorkState.SENT,
            Version.sent_at.is_not(None),
        )
        .group_by(Work.id)
    )
    waiting = {row[0]: row[1] for row in session.execute(sent) if row[1]}
    absent = _absences(session, programme_id, learner_ids)
    around = (joinedload(Work.task), joinedload(Work.programme), joinedload(Work.learner))
    for work in session.scalars(select(Work).where(Work.id.in_(waiting)).options(*around)):
        sent_on = local_day(waiting[work.id], work.learner.zone)
        day = count_days(sent_on, _days_of(work), absent.get(work.learner_id, ()))
        if day != work.promised_on:
            work.promised_on = day
            key = f"promise moved:{work.id}"
            jobs.enqueue(session, "work.tell_of_promise", subject_id=work.id, once_key=key)
    session.flush()


def count_days(start: date, days: int, absent: Absent) -> date:
    """Return the day on which so many days have passed, without those when all are away."""
    day, left = start, days
    while left and (day - start).days < FARTHEST:
        day += timedelta(days=1)
        left -= not _all_away(day, absent)
    return day


def _all_away(day: date, absent: Absent) -> bool:
    return bool(absent) and all(any(one <= day <= last for one, last in own) for own in absent)


def _days_of(work: Work) -> int:
    return (work.task and work.task.answer_days) or work.programme.answer_days


def _absences(
    session: Session, programme_id: UUID, learner_ids: Sequence[UUID]
) -> Mapping[UUID, Absent]:
    """Return the days away of each learner's mentors; one who is never away has none."""
    away = and_(Away.mentor_id == Mentoring.mentor_id, Away.programme_id == Mentoring.programme_id)
    query = (
        select(Mentoring.learner_id, Mentoring.mentor_id, Away.starts_on, Away.ends_on)
        .outerjoin(Away, away)
        .where(
            Mentoring.programme_id == programme_id,
            Mentoring.learner_id.in_(learner_ids),
            Mentoring.ended_on.is_(None),
        )
    )
    found: dict[UUID, dict[UUID, list[tuple[date, date]]]] = {}
    for learner_id, mentor_id, first, last in session.execute(query):
        own = found.setdefault(learner_id, {}).setdefault(mentor_id, [])
        if first:
            own.append((first, last))
    return {learner_id: tuple(own.values()) for learner_id, own in found.items()}
