"""Sending a version, and taking it back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import jobs, log
from portal.blueprints.work.actions.drafts import hold
from portal.blueprints.work.digests import digest_of_version
from portal.blueprints.work.promising import promised_day
from portal.blueprints.work.receipts import new_receipt
from portal.clock import now
from portal.models import Edition, Feedback, Outcome, Version, Work, WorkState


class AlreadyBegun(Exception):
    """A mentor has begun an answer, so the version stays sent."""


def is_empty(version: Version) -> bool:
    """Tell whether there is nothing to send: no word and no file."""
    return not version.plain.strip() and not version.files


def send_version(session: Session, version: Version) -> None:
    """Send the draft: from now on it never changes, and an answer is promised by a day.

    The version comes with all that belongs to it, and is locked.
    """
    work = session.get_one(Work, version.work_id)
    version.sent_at, version.receipt = now(), _unused_receipt(session)
    version.digest = digest_of_version(version)
    work.state, work.promised_on = WorkState.SENT, promised_day(session, work)
    if version.edition_id:
        edition = session.get_one(Edition, version.edition_id)
        edition.used_at = edition.used_at or now()
    _record(session, work, version, "sent version")
    session.flush()
    jobs.enqueue(
        session, "work.receipt", subject_id=version.id, once_key=f"receipt:{version.receipt}"
    )
    jobs.enqueue(session, "work.tell_mentors", subject_id=version.id)


def take_back(session: Session, version: Version) -> None:
    """Make a sent version a draft again, with its number; raises AlreadyBegun when it is too late.

    Beginning an answer locks the same row, so one of the two comes first.
    """
    hold(session, version)
    begun = select(Feedback.id).where(Feedback.version_id == version.id)
    if session.scalar(begun) is not None:
        raise AlreadyBegun
    if version.sent_at is None:
        return
    work = session.get_one(Work, version.work_id)
    _record(session, work, version, "took back version")
    version.sent_at = version.digest = version.receipt = None
    work.state, work.promised_on = _state_before(session, version), None
    session.flush()


def _state_before(session: Session, version: Version) -> WorkState:
    asked = (
        select(Feedback.id)
        .join(Version, Version.id == Feedback.version_id)
        .where(
            Version.work_id == version.work_id,
            Version.number < version.number,
            Feedback.given_at.is_not(None),
            Feedback.outcome == Outcome.REVISE,
        )
    )
    return WorkState.REVISE if session.scalar(asked.limit(1)) else WorkState.DRAFT


def _unused_receipt(session: Session) -> str:
    while True:
        receipt = new_receipt()
        if session.scalar(select(Version.id).where(Version.receipt == receipt)) is None:
            return receipt


def _record(session: Session, work: Work, version: Version, verb: str) -> None:
    log.record(
        session,
        verb,
        person_id=work.learner_id,
        about_id=work.learner_id,
        programme_id=work.programme_id,
        subject_id=version.id,
        ref=version.receipt or "",
    )
