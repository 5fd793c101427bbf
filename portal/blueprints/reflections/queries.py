"""What the pages about reflections read."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from portal.models import Feedback, Person, Reflection, Version, Work
from portal.policy.feedback import visible_feedback
from portal.policy.reflections import visible_reflections
from portal.policy.work import visible_works

PAGE = 30


def reflections_by(session: Session, person: Person, *, skip: int = 0) -> Sequence[Reflection]:
    """Return one page, and one more, of her own reflections, newest first, with their subjects."""
    query = (
        with_subject(visible_reflections(person))
        .where(Reflection.person_id == person.id)
        .order_by(Reflection.created_at.desc(), Reflection.id)
        .offset(skip)
        .limit(PAGE + 1)
    )
    return session.scalars(query).all()


def find_reflection(session: Session, person: Person, reflection_id: UUID) -> Reflection | None:
    """Return a reflection that the person may see."""
    query = with_subject(visible_reflections(person)).where(Reflection.id == reflection_id)
    return session.scalar(query)


def find_own_work(session: Session, person: Person, work_id: UUID | None) -> Work | None:
    """Return a work of hers that she writes about."""
    query = visible_works(person).where(Work.id == work_id, Work.learner_id == person.id)
    return session.scalar(query) if work_id else None


def find_own_feedback(
    session: Session, person: Person, feedback_id: UUID | None
) -> Feedback | None:
    """Return an answer to her that she writes about, with its version."""
    if feedback_id is None:
        return None
    query = visible_feedback(person).where(Feedback.id == feedback_id, Work.learner_id == person.id)
    return session.scalar(query.options(joinedload(Feedback.version)))


def with_subject(query: Select[Reflection]) -> Select[Reflection]:
    """Load what a reflection is about, as its line and its page draw it."""
    feedback = joinedload(Reflection.feedback)
    return query.options(
        joinedload(Reflection.person),
        joinedload(Reflection.work),
        feedback.joinedload(Feedback.mentor),
        feedback.joinedload(Feedback.version).joinedload(Version.work),
    )
