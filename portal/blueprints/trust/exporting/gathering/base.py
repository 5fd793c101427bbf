"""What every part of an export is gathered with."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.models import Person, Report

Thing = dict[str, Any]
FOLDER = "files/"


@dataclass(frozen=True, slots=True)
class Pack:
    """Whose things are gathered, by which session, and how her files are called."""

    session: Session
    person: Person
    names: dict[UUID, str]

    def file(self, media_id: UUID | None) -> str | None:
        """Return where one of her files lies in the archive."""
        name = self.names.get(media_id) if media_id else None
        return FOLDER + name if name else None


def hidden() -> Select[UUID]:
    """Select what a coordinator hid: it is shown to nobody any more, so it is not packed."""
    return select(Report.subject_id).where(Report.hidden_at.is_not(None))
