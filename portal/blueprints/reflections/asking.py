"""What changes a question of a programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from portal import log
from portal.models import Person, Programme, Prompt
from portal.once import check_stamp


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question says, and when it is asked: after a task, in a week, or at any time."""

    words: str
    task_id: UUID | None = None
    week_on: date | None = None


def add_prompt(session: Session, programme: Programme, *, by: Person, asked: Asked) -> Prompt:
    """Ask the learners of the programme one more question."""
    prompt = Prompt(programme_id=programme.id)
    _write(prompt, asked)
    session.add(prompt)
    session.flush()
    _log(session, "made prompt", prompt, by=by)
    return prompt


def change_prompt(
    session: Session,
    prompt: Prompt,
    *,
    by: Person,
    asked: Asked,
    stamp: int | None,
    tasks: Mapping[str, str],
) -> None:
    """Change a question, unless it changed meanwhile; what was asked stays what was asked.

    `tasks` are the titles that may be chosen, to show beside each other.
    """
    check_stamp(prompt, stamp, theirs=_by_field(prompt), labels={"task": tasks})
    _write(prompt, asked)
    session.flush()
    _log(session, "changed prompt", prompt, by=by)


def throw_prompt_away(session: Session, prompt: Prompt, *, by: Person) -> None:
    """Ask it no more; reflections keep its words."""
    _log(session, "threw prompt away", prompt, by=by)
    session.delete(prompt)
    session.flush()


def _write(prompt: Prompt, asked: Asked) -> None:
    prompt.words, prompt.task_id, prompt.week_on = asked.words, asked.task_id, asked.week_on


def _by_field(prompt: Prompt) -> dict[str, str]:
    return {
        "words": prompt.words,
        "task": str(prompt.task_id or ""),
        "week_on": str(prompt.week_on or ""),
    }


def _log(session: Session, verb: str, prompt: Prompt, *, by: Person) -> None:
    log.record(
        session, verb, person_id=by.id, programme_id=prompt.programme_id, subject_id=prompt.id
    )
