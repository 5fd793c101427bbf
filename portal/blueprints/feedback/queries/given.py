"""Finding an answer that was given, and what stands beside it on its page."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.blueprints.feedback.queries.answer import with_work
from portal.models import Feedback, Person, Reflection, Version
from portal.policy.feedback import visible_feedback


def find_given(session: Session, person: Person, work_id: UUID, number: int) -> Feedback | None:
    """Return the given answer to that version of that work, if the person may see it."""
    query = (
        visible_feedback(person)
        .where(Version.work_id == work_id, Version.number == number, Feedback.given_at.is_not(None))
        .options(*with_work())
    )
    return session.scalars(query).one_or_none()


def own_reflections_about(
    session: Session, person: Person, feedback_id: UUID
) -> Sequence[Reflection]:
    """Return what the learner wrote about an answer, in the order in which she wrote it."""
    query = select(Reflection).where(
        Reflection.person_id == person.id, Reflection.feedback_id == feedback_id
    )
    return session.scalars(query.order_by(Reflection.created_at).limit(20)).all()


def draft_after(session: Session, work_id: UUID) -> int | None:
    """Return the number of the draft that was begun after the answer, if there is one."""
    query = select(Version.number).where(Version.work_id == work_id, Version.sent_at.is_(None))
    return session.scalar(query)
