"""Later work, kept in the database: asked for in the change's own transaction, lost by no kill.

A job may run twice, so its handler must do no harm the second time. A worker takes a lease
and renews it while the job runs; when it dies, the lease ends and another worker takes the job.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.clock import now
from portal.config import Settings
from portal.engine import Database
from portal.ids import new_id
from portal.leases import LEASE, renewing
from portal.models import Job, JobState
from portal.storage import Storage

TRIES = 8
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a job works with."""

    database: Database
    storage: Storage
    settings: Settings

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only reads."""
        with self.database.session(reads=True) as session, session.begin():
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session and commit it at the end: keep slow things outside."""
        with self.database.session() as session, session.begin():
            yield session


Handler = Callable[[Tools, UUID], None]
handlers: dict[str, Handler] = {}


class GiveUp(Exception):
    """The job can never be done; the message says why."""


def job(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind."""

    def register(handler: Handler) -> Handler:
        handlers[kind] = handler
        return handler

    return register


def enqueue(
    session: Session,
    kind: str,
    *,
    subject_id: UUID,
    once_key: str | None = None,
    run_at: datetime | None = None,
) -> None:
    """Ask for a job in this transaction; with a key, only one such job waits at a time."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {
        "id": new_id(),
        "created_at": now(),
        "kind": kind,
        "subject_id": subject_id,
        "once_key": once_key,
        "run_at": run_at or now(),
        "tries": 0,
        "state": JobState.WAITING,
        "sentence": "",
    }
    session.execute(insert(Job).values(row).on_conflict_do_nothing())


def finish(session: Session, kind: str, subject_ids: Collection[UUID]) -> None:
    """Set the waiting jobs of this kind about these subjects done, with the transaction."""
    waiting = Job.kind == kind, Job.subject_id.in_(subject_ids), Job.state == JobState.WAITING
    done = {"state": JobState.DONE, "lease_until": None, "sentence": ""}
    query = update(Job).where(*waiting, Job.run_at <= now()).values(**done)
    session.execute(query.execution_options(synchronize_session=False))


def run_next(tools: Tools) -> bool:
    """Take the next job that is due and do it; tell whether there was one."""
    with tools.writing() as session:
        taken = _take(session)
    if taken is None:
        return False
    try:
        if taken.tries > TRIES:
            raise GiveUp("Every worker that began this job died in it.")
        with renewing(lambda: _renew(tools, taken)):
            handlers[taken.kind](tools, taken.subject_id)
    except Exception as trouble:
        logging.getLogger("portal.jobs").exception(
            "job %s %s, try %d", taken.kind, taken.job_id, taken.tries
        )
        _put_back(tools, taken, trouble)
    else:
        with tools.writing() as session:
            _change(session, taken, state=JobState.DONE, lease_until=None, sentence="")
    return True


def run_all(tools: Tools) -> int:
    """Do every job that is due now; return how many there were."""
    count = 0
    while run_next(tools):
        count += 1
    return count


def drop_old_jobs(session: Session) -> None:
    """Forget jobs that were done long ago."""
    session.execute(delete(Job).where(Job.state == JobState.DONE, Job.created_at < now() - KEPT))


class Taken(NamedTuple):
    """A job in hand; `tries` also tells whether it is still ours."""

    job_id: UUID
    kind: str
    subject_id: UUID
    tries: int


def _take(session: Session) -> Taken | None:
    due = (
        select(Job.id)
        .where(
            Job.state == JobState.WAITING,
            Job.run_at <= now(),
            (Job.lease_until.is_(None)) | (Job.lease_until < now()),
        )
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = session.execute(
        update(Job)
        .where(Job.id == due.scalar_subquery())
        .values(lease_until=now() + LEASE, tries=Job.tries + 1)
        .returning(Job.id, Job.kind, Job.subject_id, Job.tries)
        .execution_options(synchronize_session=False)
    ).first()
    return Taken._make(taken) if taken else None


def _put_back(tools: Tools, taken: Taken, trouble: Exception) -> None:
    over = taken.tries >= TRIES or isinstance(trouble, GiveUp)
    with tools.writing() as session:
        _change(
            session,
            taken,
            state=JobState.FAILED if over else JobState.WAITING,
            run_at=now() + timedelta(seconds=5 * 4 ** min(taken.tries - 1, 6)),
            lease_until=None,
            sentence=(str(trouble) or type(trouble).__name__)[:500],
        )


def _renew(tools: Tools, taken: Taken) -> bool:
    with tools.writing() as session:
        return _change(session, taken, lease_until=now() + LEASE)


def _change(session: Session, taken: Taken, **values: object) -> bool:
    # A worker whose lease has ended must not write over what the next one did.
    changed = session.execute(
        update(Job)
        .where(Job.id == taken.job_id, Job.tries == taken.tries, Job.state == JobState.WAITING)
        .values(**values)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    return changed.first() is not None
