"""Noting that an answer was read."""

from uuid import UUID

from sqlalchemy.orm import Session

from portal.clock import now
from portal.models import Feedback


def note_read(session: Session, feedback_id: UUID) -> None:
    """Note when the learner first opened the answer."""
    feedback = session.get(Feedback, feedback_id)
    if feedback and feedback.read_at is None:
        feedback.read_at = now()
