"""What the pages about reports read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from portal.hiding import hidden_at
from portal.models import Person, Report
from portal.policy.reports import visible_reports

PAGE = 30


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report as lists show it; of what was reported, nothing."""

    id: UUID
    kind: str
    reporter: str
    at: datetime
    answered_at: datetime | None
    hidden_at: datetime | None


def find_report(session: Session, person: Person, report_id: UUID) -> Report | None:
    """Return a report that the person may see, with who made it."""
    query = visible_reports(person).where(Report.id == report_id)
    return session.scalar(query.options(joinedload(Report.person)))


def open_report(session: Session, person: Person, subject_id: UUID) -> Report | None:
    """Return the person's report about that thing that waits for an answer."""
    query = select(Report).where(
        Report.person_id == person.id,
        Report.subject_id == subject_id,
        Report.answered_at.is_(None),
    )
    return session.scalar(query)


def why_hidden(session: Session, subject_id: UUID) -> Sequence[str]:
    """Return what the coordinator said about hiding these words."""
    query = select(Report.answer).where(
        Report.subject_id == subject_id, Report.hidden_at.is_not(None)
    )
    return [answer for answer in session.scalars(query.order_by(Report.answered_at)) if answer]


def reports_to(
    session: Session, programme_id: UUID, *, number: int = 1
) -> tuple[list[ReportLine], bool]:
    """Return one page of a programme's reports, the open ones first, and whether there is more."""
    query = _lines().where(Report.programme_id == programme_id)
    return _page(session, query, number)


def reports_by(
    session: Session, person: Person, *, number: int = 1
) -> tuple[list[ReportLine], bool]:
    """Return one page of what the person reported, the open ones first."""
    return _page(session, _lines().where(Report.person_id == person.id), number)


def _lines() -> Select[Any]:
    return (
        select(Report.id, Report.kind, Person.name, Report.created_at)
        .add_columns(Report.answered_at, hidden_at(Report.subject_id))
        .join(Person, Person.id == Report.person_id)
        .order_by(Report.answered_at.is_not(None), Report.created_at.desc(), Report.id)
    )


def _page(session: Session, query: Select[Any], number: int) -> tuple[list[ReportLine], bool]:
    rows = session.execute(query.offset((number - 1) * PAGE).limit(PAGE + 1)).all()
    return [ReportLine(*row) for row in rows[:PAGE]], len(rows) > PAGE
