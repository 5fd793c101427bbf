"""Catching up with what has no words yet: after an upgrade, a restore, or a bulk writing.

A step that changes how words are spelled needs only to empty `search_rows`: the rest is done here.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import Session

from portal import jobs
from portal.blueprints.search.rows import index_is_off, rebuild_index, write_rows
from portal.blueprints.search.things import Kind
from portal.jobs import Tools
from portal.models import Feedback, Job, JobState, Reflection, SearchRow, Step, Version

BATCH = 50
START = UUID(int=0)
JOB = "search.catch_up"
MODELS: dict[Kind, Any] = {
    Kind.VERSION: Version,
    Kind.FEEDBACK: Feedback,
    Kind.REFLECTION: Reflection,
    Kind.STEP: Step,
}


def look_for_missing(tools: Tools) -> None:
    """Ask for what has no words yet; SQLite's index is made anew when it does not fit."""
    with tools.reading() as session:
        off = index_is_off(session)
        missing = not _is_at_it(session) and missing_after(session, START, most=1)
    if off:
        with tools.writing() as session:
            rebuild_index(session)
    if missing:
        with tools.writing() as session:
            _ask_on(session, START)


def write_missing(tools: Tools, after_id: UUID) -> None:
    """Write the words of the next few things without any, and ask for those behind them."""
    with tools.reading() as session:
        found = missing_after(session, after_id, most=BATCH)
    if not found:
        return
    with tools.writing() as session:
        for kind in Kind:
            write_rows(session, kind, [each for name, each in found if name == kind])
        _ask_on(session, found[-1][1])


def missing_after(session: Session, after_id: UUID, *, most: int) -> Sequence[tuple[str, UUID]]:
    """Return the kinds and ids of things without words behind this id, in the order of ids."""
    each = union_all(*(_missing(kind, after_id, most) for kind in Kind)).subquery()
    query = select(each.c.kind, each.c.id).order_by(each.c.id).limit(most)
    return [(kind, found) for kind, found in session.execute(query)]


def _missing(kind: Kind, after_id: UUID, most: int) -> Select[tuple[str, UUID]]:
    model = MODELS[kind]
    known = select(SearchRow.subject_id).where(SearchRow.subject_id == model.id)
    first = (
        select(literal(kind.value).label("kind"), model.id.label("id"))
        .where(model.id > after_id, ~known.exists())
        .order_by(model.id)
        .limit(most)
        .subquery()
    )
    return select(first.c.kind, first.c.id)


def _is_at_it(session: Session) -> bool:
    waiting = select(Job.id).where(Job.kind == JOB, Job.state == JobState.WAITING)
    return session.scalar(waiting.limit(1)) is not None


def _ask_on(session: Session, after_id: UUID) -> None:
    jobs.enqueue(session, JOB, subject_id=after_id)
