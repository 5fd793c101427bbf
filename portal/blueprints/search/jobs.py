"""Writing the words of what changed, and of what is missing."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from portal.blueprints.search import asking
from portal.blueprints.search.catching_up import write_missing
from portal.blueprints.search.rows import write_rows
from portal.blueprints.search.things import Kind
from portal.jobs import Tools, job
from portal.models import Note, Version


@job("search.version")
def write_version(tools: Tools, version_id: UUID) -> None:
    """Write the words of a version."""
    _write(tools, Kind.VERSION, version_id)


@job("search.feedback")
def write_feedback(tools: Tools, feedback_id: UUID) -> None:
    """Write the words of an answer."""
    _write(tools, Kind.FEEDBACK, feedback_id)


@job("search.reflection")
def write_reflection(tools: Tools, reflection_id: UUID) -> None:
    """Write the words of a reflection."""
    _write(tools, Kind.REFLECTION, reflection_id)


@job("search.step")
def write_step(tools: Tools, step_id: UUID) -> None:
    """Write the words of a step."""
    _write(tools, Kind.STEP, step_id)


@job("search.work")
def write_work(tools: Tools, work_id: UUID) -> None:
    """Write the words of a work's versions: they hold its title."""
    with tools.writing() as session:
        asking.begin(session, "search.work", work_id)
        ids = session.scalars(select(Version.id).where(Version.work_id == work_id)).all()
        write_rows(session, Kind.VERSION, ids)


@job("search.note")
def write_note(tools: Tools, note_id: UUID) -> None:
    """Write the words of the answer that a note belongs to."""
    with tools.writing() as session:
        asking.begin(session, "search.note", note_id)
        ids: Sequence[UUID] = session.scalars(
            select(Note.feedback_id).where(Note.id == note_id)
        ).all()
        write_rows(session, Kind.FEEDBACK, ids)


@job("search.catch_up")
def catch_up(tools: Tools, after_id: UUID) -> None:
    """Write the words of some of what is missing, and ask for the next."""
    write_missing(tools, after_id)


def _write(tools: Tools, kind: Kind, subject_id: UUID) -> None:
    with tools.writing() as session:
        asking.begin(session, f"search.{kind}", subject_id)
        write_rows(session, kind, [subject_id])
