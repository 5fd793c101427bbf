"""The day an account closes: everything of hers is removed, in steps that may be repeated.

A step is one short transaction over at most a few hundred rows. Files go before the rows that
know them, and the row of the person goes last: whoever kills this in between finds the rest
still due, and the next round goes on.
"""

import logging
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, inspect, select, tuple_, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal import words
from portal.blueprints.search.rows import clear_out, forget
from portal.blueprints.trust.closing import hers
from portal.blueprints.trust.closing.letters import (
    claim_by_address,
    claim_by_link,
    claim_by_notice,
    drop_written,
)
from portal.blueprints.trust.closing.queries import said_something
from portal.blueprints.trust.closing.walk import DOORS, LET_GO, WALK, Part
from portal.clock import now
from portal.jobs import Tools
from portal.models import DoorKey, Job, JobState, LogLine, Mail, Person, SearchRow
from portal.storage import StorageTrouble
from portal.words import gettext as _

BATCH = 200

log = logging.getLogger("portal.trust")


def remove_closed(tools: Tools) -> None:
    """Remove every account whose day has come; what fails is tried again at the next round."""
    with tools.reading() as session:
        due = session.scalars(select(Person.id).where(Person.closes_at <= now())).all()
    emptied = [person_id for person_id in due if _try_to_empty(tools, person_id)]
    if emptied and not tools.database.forget_freed():
        log.warning("%d closed accounts wait until a long reading is over", len(emptied))
        return
    for person_id in emptied:
        with tools.writing() as session:
            _let_the_row_go(session, person_id)


def _try_to_empty(tools: Tools, person_id: UUID) -> bool:
    try:
        return empty(tools, person_id)
    except (StorageTrouble, SQLAlchemyError, OSError):
        log.exception("account %s has to wait", person_id)
        return False


def empty(tools: Tools, person_id: UUID) -> bool:
    """Remove all rows and files of a person but her own row, which is left without a word.

    False when she changed her mind, or when a job still works on something of hers.
    """
    with tools.writing() as session:
        if not _shut(session, person_id):
            return False
    claim_by_notice(tools, person_id)
    for part in WALK:
        while _remove_some(tools, part, person_id):
            pass
    for column in LET_GO:
        while _let_go(tools, column, person_id):
            pass
    with tools.writing() as session:
        _blank(session, person_id)
    return True


def _shut(session: Session, person_id: UUID) -> bool:
    """Close every way in, in one transaction: from here on she cannot change her mind."""
    person = session.get(Person, person_id, with_for_update=True)
    if person is None or person.closes_at is None or person.closes_at > now():
        return False
    if session.scalar(select(Job.id).where(hers.are_jobs(person_id), *_in_hand()).limit(1)):
        return False
    claim_by_address(session, person)
    claim_by_link(session, person_id)
    if person.email:
        invited = func.lower(DoorKey.email) == person.email.lower()
        session.execute(delete(DoorKey).where(invited))
    for part in DOORS:
        session.execute(delete(part.model).where(part.hers(person_id)))
    person.email = person.phone = person.password_hash = None
    session.flush()
    return True


def _in_hand() -> tuple[Any, ...]:
    return Job.state == JobState.WAITING, Job.lease_until > now()


def _remove_some(tools: Tools, part: Part, person_id: UUID) -> int:
    """Remove the next few rows of a table that are hers, their files first."""
    key = inspect(part.model).primary_key
    files = () if part.file is None else (part.file,)
    with tools.reading() as session:
        found = session.execute(select(*key, *files).where(part.hers(person_id)).limit(BATCH)).all()
    for row in found:
        if files and row[-1]:
            tools.storage.delete(row[-1])
        if part.model is Mail:
            drop_written(tools.settings, row[0])
    ids = [tuple(row)[: len(key)] for row in found]
    if ids:
        with tools.writing() as session:
            _delete(session, part, ids)
    return len(ids)


def _delete(session: Session, part: Part, ids: Sequence[tuple[Any, ...]]) -> None:
    which = tuple_(*inspect(part.model).primary_key).in_(ids)
    if part.model is SearchRow:  # its index holds words too
        forget(session, which)
        clear_out(session)
        return
    session.execute(delete(part.model).where(which))


def _let_go(tools: Tools, column: Any, person_id: UUID) -> int:
    """Take her out of the next few rows that stay."""
    model = column.class_
    about = {"ref": "", "subject_id": None} if model is LogLine else {}
    with tools.writing() as session:
        ids = session.scalars(select(model.id).where(column == person_id).limit(BATCH)).all()
        gone = update(model).where(model.id.in_(ids)).values({column.key: None, **about})
        session.execute(gone.execution_options(synchronize_session=False))
    return len(ids)


def _blank(session: Session, person_id: UUID) -> None:
    person = session.get_one(Person, person_id, with_for_update=True)
    with words.speaking(person.language):
        person.name = _("A former mentor") if said_something(session, person_id) else ""
    person.goals = person.times = person.seen_on = None


def _let_the_row_go(session: Session, person_id: UUID) -> None:
    if said_something(session, person_id):
        session.get_one(Person, person_id, with_for_update=True).closes_at = None
    else:
        session.execute(delete(Person).where(Person.id == person_id))
