"""What sending and answering leave behind: lines in the log, and news for the other side."""

from datetime import datetime, timedelta
from uuid import UUID

from portal.demo.seeding.hand import Hand, Made
from portal.models import LogLine, News, Notice

NEW = timedelta(days=3)  # what came before was seen


def sent(hand: Hand, made: Made, at: datetime) -> None:
    """Note that a version was sent, and tell the mentor."""
    _log(hand, at, "sent version", hand.learner.id, made.id)
    day = made.work.promised_on
    hand.crowd.sheet.add(
        Notice,
        at,
        hand.chance,
        person_id=hand.mentor.id,
        kind=News.NEW_WORK,
        subject_id=made.id,
        path=f"/queue/{made.id}",
        says={
            "of": str(made.id),
            "name": hand.learner.name,
            "title": made.work.title,
            "number": made.number,
            "day": day.isoformat() if day else None,
        },
        programme_id=hand.programme_id,
        about_id=hand.learner.id,
        seen_at=_seen(hand, at),
    )


def answered(hand: Hand, made: Made, feedback_id: UUID, at: datetime) -> None:
    """Note that an answer was given, and tell the learner."""
    _log(hand, at, "gave answer", hand.mentor.id, feedback_id)
    hand.crowd.sheet.add(
        Notice,
        at,
        hand.chance,
        person_id=hand.learner.id,
        kind=News.FEEDBACK,
        subject_id=feedback_id,
        path=f"/work/{made.work.id}/versions/{made.number}/feedback",
        says={"name": hand.mentor.name, "title": made.work.title, "number": made.number},
        programme_id=None,
        about_id=None,
        seen_at=_seen(hand, at),
    )


def _seen(hand: Hand, at: datetime) -> datetime | None:
    return at + timedelta(hours=9) if at < hand.crowd.midnight - NEW else None


def _log(hand: Hand, at: datetime, verb: str, person_id: UUID, subject_id: UUID) -> None:
    hand.crowd.sheet.add(
        LogLine,
        at,
        hand.chance,
        person_id=person_id,
        about_id=hand.learner.id,
        programme_id=hand.programme_id,
        verb=verb,
        subject_id=subject_id,
    )
