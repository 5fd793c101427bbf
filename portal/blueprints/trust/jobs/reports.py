"""Telling of reports: the coordinators, who reported, and whose words were hidden."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from portal.blueprints.notices.telling import occasion, tell
from portal.blueprints.trust.reports.reported import read_words
from portal.jobs import Tools, job
from portal.models import Membership, News, Person, Report, Role


@job("trust.tell_of_report")
def tell_of_report(tools: Tools, report_id: UUID) -> None:
    """Tell the coordinators of the programme, unless it is answered by now."""
    with tools.writing() as session:
        report = session.get(Report, report_id)
        if report is None or report.answered_at:
            return
        for coordinator in session.scalars(_coordinators(report)):
            tell(
                session,
                coordinator,
                kind=News.REPORT,
                subject_id=report.id,
                path=f"/reports/{report.id}",
                says={"answered": False},
                programme_id=report.programme_id,
            )


@job("trust.tell_of_report_answer")
def tell_of_report_answer(tools: Tools, report_id: UUID) -> None:
    """Tell who reported that the coordinator answered; a changed answer is told again."""
    with tools.writing() as session:
        report = _report(session, report_id)
        if report is None or report.answered_at is None:
            return
        tell(
            session,
            report.person,
            kind=News.REPORT,
            subject_id=occasion(report.id, "answered", report.answered_at.isoformat()),
            path=f"/reports/{report.id}",
            says={"answered": True},
        )


@job("trust.tell_of_hiding")
def tell_of_hiding(tools: Tools, report_id: UUID) -> None:
    """Tell whose words were hidden, unless they are shown again by now."""
    with tools.writing() as session:
        report = session.get(Report, report_id)
        reported = read_words(session, report.kind, report.subject_id) if report else None
        if report is None or reported is None or report.hidden_at is None:
            return
        mentors = reported.author_id != reported.learner_id
        tell(
            session,
            session.get_one(Person, reported.author_id),
            kind=News.REPORT,
            subject_id=occasion(report.id, "hidden", report.hidden_at.isoformat()),
            path=f"/reports/{report.kind}/{report.subject_id}",
            says={"answered": False, "hidden": True},
            programme_id=report.programme_id if mentors else None,
            about_id=reported.learner_id if mentors else None,
        )


def _report(session: Session, report_id: UUID) -> Report | None:
    return session.get(Report, report_id, options=[joinedload(Report.person)])


def _coordinators(report: Report) -> Select[Person]:
    return (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.programme_id == report.programme_id,
            Membership.role == Role.COORDINATOR,
            Membership.ended_on.is_(None),
            Person.id != report.person_id,
        )
    )
