"""Reporting, answering a report, hiding words and showing them again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import jobs, log
from portal.blueprints.trust.reports.queries import open_report
from portal.blueprints.trust.reports.reported import Reported
from portal.clock import now
from portal.models import Person, Report
from portal.once import check_stamp


class OpenAlready(Exception):
    """She has reported this, and the coordinator has not answered yet."""


def report(session: Session, person: Person, reported: Reported, *, words: str) -> Report:
    """Ask the coordinators to look at it, and have them told.

    Raises OpenAlready: one report of a person about a thing is open at a time. The log says
    nothing to the author about who reported.
    """
    if open_report(session, person, reported.id):
        raise OpenAlready
    made = Report(
        person_id=person.id,
        programme_id=reported.programme_id,
        kind=reported.kind,
        subject_id=reported.id,
        words=words,
    )
    session.add(made)
    session.flush()
    _record(session, "reported words", by=person, report=made, about=person)
    jobs.enqueue(session, "trust.tell_of_report", subject_id=made.id)
    return made


def answer_report(
    session: Session,
    report: Report,
    *,
    by: Person,
    answer: str,
    hide: bool | None,
    stamp: int | None,
) -> None:
    """Answer, and hide the words or show them again if that is wished; have both sides told."""
    check_stamp(report, stamp, theirs={"answer": report.answer or ""})
    report.answer, report.answered_at = answer, now()
    session.flush()
    _record(session, "answered report", by=by, report=report)
    jobs.enqueue(session, "trust.tell_of_report_answer", subject_id=report.id)
    if hide and report.hidden_at is None:
        report.hidden_at = now()
        session.flush()
        _record(session, "hid words", by=by, report=report)
        jobs.enqueue(session, "trust.tell_of_hiding", subject_id=report.id)
    elif hide is False:
        _show_again(session, report, by=by)


def _show_again(session: Session, report: Report, *, by: Person) -> None:
    """Show the words again, whichever report hid them."""
    hidden = Report.subject_id == report.subject_id, Report.hidden_at.is_not(None)
    for other in session.scalars(select(Report).where(*hidden)):
        other.hidden_at = None
    session.flush()
    _record(session, "showed words again", by=by, report=report)


def _record(
    session: Session, verb: str, *, by: Person, report: Report, about: Person | None = None
) -> None:
    log.record(
        session,
        verb,
        person_id=by.id,
        about_id=about.id if about else None,
        programme_id=report.programme_id,
        subject_id=report.id,
    )
