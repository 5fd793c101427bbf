"""One line per change of state, kept in the database."""

from uuid import UUID

from sqlalchemy.orm import Session

from portal.models import LogLine


def record(
    session: Session,
    verb: str,
    *,
    person_id: UUID | None = None,
    about_id: UUID | None = None,
    programme_id: UUID | None = None,
    subject_id: UUID | None = None,
    ref: str = "",
) -> None:
    """Write one line into the log: who did what to whose thing."""
    session.add(
        LogLine(
            verb=verb,
            person_id=person_id,
            about_id=about_id,
            programme_id=programme_id,
            subject_id=subject_id,
            ref=ref,
        )
    )
