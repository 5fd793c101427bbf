"""What changes a step."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from portal import log
from portal.clock import now
from portal.models import Person, Step
from portal.once import check_stamp


def add_step(session: Session, person: Person, *, words: str, due_on: date | None) -> Step:
    """Keep a step of the learner's own."""
    step = Step(person_id=person.id, words=words, due_on=due_on)
    session.add(step)
    session.flush()
    _record(session, "added step", step)
    return step


def change_step(
    session: Session, step: Step, *, words: str, due_on: date | None, stamp: int | None
) -> None:
    """Change the words and the day of an own step, unless it changed meanwhile."""
    check_stamp(step, stamp, theirs={"words": step.words})
    step.words, step.due_on = words, due_on
    session.flush()


def finish_step(session: Session, step: Step) -> None:
    """Say that the step is done; a second time changes nothing."""
    if step.done_at:
        return
    step.done_at = now()
    session.flush()
    _record(session, "did step", step)


def say_how_done(
    session: Session, step: Step, *, words: str, work_id: UUID | None, stamp: int | None
) -> None:
    """Keep with what the step was done, unless it changed meanwhile."""
    check_stamp(step, stamp, theirs={"done_words": step.done_words})
    step.done_words, step.done_work_id = words, work_id
    session.flush()


def reopen_step(session: Session, step: Step) -> None:
    """Open a step again that was not done after all; what was said about it stays."""
    step.done_at = None
    session.flush()
    _record(session, "reopened step", step)


def _record(session: Session, verb: str, step: Step) -> None:
    log.record(
        session,
        verb,
        person_id=step.person_id,
        about_id=step.person_id,
        programme_id=step.programme_id,
        subject_id=step.id,
    )
