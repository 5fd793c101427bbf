"""A mentor's days: on which he answers, and when he is away; promises move with them."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import log, tokens
from portal.blueprints.feedback.queries.days import hours_of
from portal.blueprints.work.promising import move_promises
from portal.models import Away, Hour, Mentoring, Person
from portal.once import Changed


def say_hours(
    session: Session,
    mentor: Person,
    programme_id: UUID,
    *,
    hours: Mapping[int, str],
    stamp: int | None,
) -> None:
    """Keep the weekdays on which a mentor answers, with his words for each.

    Raises Changed when they are not as they were when he began.
    """
    before = {hour.weekday: hour for hour in hours_of(session, mentor, programme_id)}
    saved = {weekday: hour.words for weekday, hour in before.items()}
    if saved == hours:
        return
    if stamp != stamp_of(saved):
        theirs = {f"words-{weekday}": words for weekday, words in saved.items()}
        raise Changed(stamp_of(saved), theirs)
    for weekday in before.keys() - hours.keys():
        session.delete(before[weekday])
    for weekday, words in hours.items():
        if weekday in before:
            before[weekday].words = words
        else:
            hour = Hour(
                mentor_id=mentor.id, programme_id=programme_id, weekday=weekday, words=words
            )
            session.add(hour)
    session.flush()


def stamp_of(hours: Mapping[int, str]) -> int:
    """Return a number that stands for the hours: their rows have no stamp."""
    return int(tokens.hash_of(repr(sorted(hours.items())))[:12], 16)


def go_away(
    session: Session, mentor: Person, programme_id: UUID, *, starts_on: date, ends_on: date
) -> None:
    """Keep the days on which a mentor promises nothing, and move the promises that they touch."""
    same = select(Away).where(
        Away.mentor_id == mentor.id,
        Away.programme_id == programme_id,
        Away.starts_on == starts_on,
        Away.ends_on == ends_on,
    )
    if session.scalars(same.limit(1)).first():
        return
    away = Away(
        mentor_id=mentor.id, programme_id=programme_id, starts_on=starts_on, ends_on=ends_on
    )
    session.add(away)
    session.flush()
    _moved(session, away, "went away")


def come_back(session: Session, away: Away) -> None:
    """Take days away back, and move the promises again."""
    session.delete(away)
    session.flush()
    _moved(session, away, "came back")


def _moved(session: Session, away: Away, verb: str) -> None:
    log.record(
        session,
        verb,
        person_id=away.mentor_id,
        programme_id=away.programme_id,
        subject_id=away.id,
    )
    learners = select(Mentoring.learner_id).where(
        Mentoring.mentor_id == away.mentor_id,
        Mentoring.programme_id == away.programme_id,
        Mentoring.ended_on.is_(None),
    )
    move_promises(session, away.programme_id, session.scalars(learners).all())
