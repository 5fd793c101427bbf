"""Holding a version's row, so that beginning, taking back and giving come one after the other."""

from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from portal.models import Base, Feedback, Person, Version


class NotOpen(Exception):
    """The answer cannot be changed by this mentor.

    Without `feedback` the version was taken back; else it is given, or somebody else began it.
    """

    def __init__(self, feedback: Feedback | None) -> None:
        """Remember whose answer it is."""
        super().__init__("taken back" if feedback is None else "not open")
        self.feedback = feedback


def hold_version(session: Session, version_id: UUID) -> tuple[Version, Feedback | None]:
    """Lock the version's row; return it and its answer as they are now, until the commit."""
    version = session.get_one(Version, version_id)
    session.refresh(version, _columns(Version), with_for_update=True)
    feedback = session.scalar(select(Feedback).where(Feedback.version_id == version_id))
    if feedback:
        session.refresh(feedback, _columns(Feedback))
        set_committed_value(feedback, "mentor", session.get_one(Person, feedback.mentor_id))
    return version, feedback


def hold_draft(session: Session, version_id: UUID, *, mentor_id: UUID) -> Feedback:
    """Lock the version and return the mentor's draft; raises NotOpen when it is none."""
    version, feedback = hold_version(session, version_id)
    if version.sent_at is None or feedback is None:
        raise NotOpen(None)
    if feedback.mentor_id != mentor_id or feedback.given_at is not None:
        raise NotOpen(feedback)
    return feedback


def _columns(model: type[Base]) -> list[str]:
    """Name the columns, so that a refresh leaves what is loaded around the row as it is."""
    return [column.key for column in inspect(model).column_attrs]
