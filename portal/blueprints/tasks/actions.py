"""What changes a task."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from portal import log
from portal.models import Person, Programme, Task
from portal.once import check_stamp


@dataclass(frozen=True, slots=True)
class Asked:
    """What a task says."""

    title: str
    words: str
    kinds: str = ""
    edition_id: UUID | None = None
    due_on: date | None = None
    answer_days: int | None = None


def add_task(session: Session, programme: Programme, *, by: Person, asked: Asked) -> Task:
    """Put a task before the learners of the programme."""
    task = Task(programme_id=programme.id)
    _write(task, asked)
    session.add(task)
    session.flush()
    _log(session, "made task", task, by=by)
    return task


def change_task(
    session: Session,
    task: Task,
    *,
    by: Person,
    asked: Asked,
    stamp: int | None,
    rubrics: Mapping[str, str],
) -> None:
    """Change a task, unless it changed meanwhile; works already begun keep their rubric.

    `rubrics` are the titles that may be chosen, to show beside each other.
    """
    check_stamp(task, stamp, theirs=_by_field(task), labels={"rubric": rubrics})
    _write(task, asked)
    session.flush()
    _log(session, "changed task", task, by=by)


def _write(task: Task, asked: Asked) -> None:
    task.title, task.words, task.kinds = asked.title, asked.words, asked.kinds
    task.edition_id, task.due_on, task.answer_days = (
        asked.edition_id,
        asked.due_on,
        asked.answer_days,
    )


def _by_field(task: Task) -> dict[str, str]:
    return {
        "title": task.title,
        "words": task.words,
        "kinds": task.kinds,
        "rubric": str(task.edition.rubric_id if task.edition else ""),
        "due_on": str(task.due_on or ""),
        "answer_days": str(task.answer_days or ""),
    }


def _log(session: Session, verb: str, task: Task, *, by: Person) -> None:
    log.record(session, verb, person_id=by.id, programme_id=task.programme_id, subject_id=task.id)
