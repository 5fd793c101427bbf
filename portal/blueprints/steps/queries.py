"""What the pages about steps read."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from portal.models import Feedback, Person, Step, Version, Work
from portal.policy.steps import visible_steps


def find_step(session: Session, person: Person, step_id: UUID) -> Step | None:
    """Return a step that the person may see, with where it comes from."""
    return session.scalar(_with_origin(visible_steps(person)).where(Step.id == step_id))


def open_steps(session: Session, person: Person, *, most: int = 50) -> Sequence[Step]:
    """Return the person's own open steps: those with the nearest date first."""
    query = (
        _with_origin(visible_steps(person))
        .where(Step.person_id == person.id, Step.done_at.is_(None))
        .order_by(Step.due_on.is_(None), Step.due_on, Step.position, Step.id)
        .limit(most)
    )
    return session.scalars(query).all()


def done_steps(session: Session, person: Person, *, most: int = 50) -> Sequence[Step]:
    """Return the person's own done steps, the last done first."""
    query = (
        _with_origin(visible_steps(person))
        .where(Step.person_id == person.id, Step.done_at.is_not(None))
        .order_by(Step.done_at.desc(), Step.id)
        .limit(most)
    )
    return session.scalars(query).all()


def own_works(session: Session, person: Person) -> list[tuple[str, str]]:
    """Return id and title of the person's works, the newest first."""
    query = select(Work.id, Work.title).where(Work.learner_id == person.id)
    rows = session.execute(query.order_by(Work.created_at.desc()).limit(100))
    return [(str(work_id), title) for work_id, title in rows]


def _with_origin(query: Select[Step]) -> Select[Step]:
    feedback = joinedload(Step.feedback)
    return query.options(
        feedback.joinedload(Feedback.mentor),
        feedback.joinedload(Feedback.version).joinedload(Version.work),
        joinedload(Step.done_work),
    )
