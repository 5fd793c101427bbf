"""Giving an answer: all of it at once, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import jobs, log
from portal.blueprints.feedback.queries.digests import digest_of_answer
from portal.blueprints.feedback.queries.parts import (
    NextStep,
    SeenCriterion,
    read_criteria,
    read_steps,
)
from portal.blueprints.notes.holding import NotOpen, hold_version
from portal.blueprints.notes.queries import read_notes
from portal.clock import now
from portal.models import Feedback, Outcome, Work
from portal.words import gettext as _


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that an answer still needs, and where on the desk it is."""

    words: str
    anchor: str


class NotWhole(Exception):
    """The answer cannot be given yet."""


class NotAsSeen(Exception):
    """The answer is not what was shown: a word, a mark, a step or a note changed meanwhile."""


def what_is_missing(
    outcome: str | None, criteria: Sequence[SeenCriterion], steps: Sequence[NextStep]
) -> list[Missing]:
    """Return what has to be there before an answer can be given."""
    missing = [
        Missing(_("Choose a level for: %(name)s", name=one.name), f"level-{one.number}")
        for one in criteria
        if one.level is None
    ]
    if outcome is None:
        missing.append(Missing(_("Choose: revise or achieved"), "outcome"))
    if outcome == Outcome.REVISE and not steps:
        missing.append(Missing(_("Write at least one next step"), "step-1"))
    return missing


def give(session: Session, feedback: Feedback, *, seen: str | None) -> None:
    """Give the answer: from now on the learner sees all of it and nothing of it changes.

    Marks, notes and steps, the work's state, the log and the mail are one transaction.
    `seen` is the digest of what the mentor looked at. Raises NotAsSeen when the draft is another
    one by now, NotWhole when something is missing.
    """
    version, held = hold_version(session, feedback.version_id)
    if held is None:
        raise NotOpen(None)
    if held.given_at is not None or held.mentor_id != feedback.mentor_id:
        raise NotOpen(held)
    criteria, steps = read_criteria(session, version, held.id), read_steps(session, held.id)
    if what_is_missing(held.outcome, criteria, steps):
        raise NotWhole
    notes = read_notes(session, held.id)
    if seen != digest_of_answer(held.outcome, held.summary, criteria, steps, notes):
        raise NotAsSeen
    held.given_at = now()
    work = session.scalars(select(Work).where(Work.id == version.work_id)).one()
    work.state = held.outcome or work.state
    session.flush()
    log.record(
        session,
        "gave answer",
        person_id=held.mentor_id,
        about_id=work.learner_id,
        programme_id=held.programme_id,
        subject_id=held.id,
    )
    jobs.enqueue(
        session,
        "feedback.tell_learner",
        subject_id=held.id,
        once_key=f"feedback.tell_learner:{held.id}",
    )
