"""Words that a coordinator has hidden: nobody reads them any more, and everybody is told so."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from portal import dates
from portal.models import Report
from portal.words import gettext as _

Subject = InstrumentedAttribute[UUID] | ColumnElement[UUID] | UUID | None


def hidden_at(subject: Subject) -> ScalarSelect[datetime | None]:
    """Return a column for any query: since when the words of this are hidden, or nothing."""
    report = aliased(Report)
    hidden = select(func.max(report.hidden_at)).where(report.subject_id == subject)
    return hidden.scalar_subquery()


def readable(words: str, since: datetime | None) -> str:
    """Return the words, or the sentence that stands where they were hidden."""
    if since is None or not words:
        return words
    return _("Hidden by the coordinator on %(day)s", day=dates.day(since.date()))
