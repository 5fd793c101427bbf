"""What waited through the night: told together in the morning, in one message."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import jobs
from portal.clock import now
from portal.models import Job, JobState, Notice, Person
from portal.policy.notices import visible_notices

DELIVER = "notices.deliver"


def waiting_with(session: Session, person: Person, notice_id: UUID) -> list[Notice]:
    """Return this notice and, if it waited, what waited with it and is due; oldest first.

    Nothing when another worker told of it meanwhile. Who calls holds the lock on the person,
    so that two workers never tell of the same news. News that failed before is told alone.
    """
    waiting = select(Job.subject_id).where(Job.kind == DELIVER, Job.state == JobState.WAITING)
    due = waiting.where(Job.run_at <= now())
    together = due.where(Job.run_at > Job.created_at, Job.sentence == "")
    unseen = visible_notices(person).where(Notice.seen_at.is_(None))
    unseen = unseen.order_by(Notice.created_at, Notice.id)
    night = session.scalars(unseen.where(Notice.id.in_(together))).all()
    if any(each.id == notice_id for each in night):
        return list(night)
    alone = unseen.where(Notice.id == notice_id, Notice.id.in_(waiting))
    return list(session.scalars(alone))


def note_told(session: Session, notices: Sequence[Notice]) -> None:
    """End the jobs of these notices in this transaction: their message is written."""
    jobs.finish(session, DELIVER, [each.id for each in notices])
