"""Finding one's own exports."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists
from sqlalchemy.orm import Session

from portal.clock import now
from portal.models import Export, Job, JobState, Person
from portal.policy.exports import visible_exports


def exports_of(session: Session, person: Person) -> Sequence[Export]:
    """Return what the person asked for in the last days, newest first."""
    running = visible_exports(person).where(Export.ends_at > now())
    return session.scalars(running.order_by(Export.created_at.desc()).limit(5)).all()


def waiting_export(session: Session, person: Person) -> Export | None:
    """Return the export that a job still packs; one that was given up is none."""
    packing = exists().where(Job.subject_id == Export.id, Job.state == JobState.WAITING)
    query = visible_exports(person).where(Export.state == "waiting", packing)
    return session.scalars(query.limit(1)).first()


def find_export(session: Session, person: Person, export_id: UUID) -> Export | None:
    """Return one of the person's own exports that has not ended."""
    query = visible_exports(person).where(Export.id == export_id, Export.ends_at > now())
    return session.scalars(query).one_or_none()
