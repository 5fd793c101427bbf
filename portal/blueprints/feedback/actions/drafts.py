"""Beginning an answer, saving its draft, and throwing an empty one away."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import log, once
from portal.blueprints.feedback.actions.typed import Typed, TypedStep
from portal.blueprints.notes.holding import NotOpen, hold_draft, hold_version
from portal.clock import now
from portal.models import Feedback, Mark, Note, Person, Step, Version, Work
from portal.once import check_stamp


def open_draft(session: Session, version: Version, mentor: Person) -> tuple[Feedback, bool]:
    """Return the mentor's draft and whether it is new; the first one begins the answer.

    The version's row is locked until the commit, so two mentors never begin both, and a
    version that is taken back is never begun. Raises NotOpen when it cannot be his.
    """
    held, feedback = hold_version(session, version.id)
    if held.sent_at is None:
        raise NotOpen(None)
    if feedback is None:
        return _begin(session, held, mentor), True
    if feedback.mentor_id != mentor.id or feedback.given_at is not None:
        raise NotOpen(feedback)
    return feedback, False


def save_draft(
    session: Session,
    version: Version,
    mentor: Person,
    *,
    typed: Typed,
    stamp: int | None,
    theirs: Mapping[str, str],
    labels: once.Labels,
) -> Feedback:
    """Save everything that is on the desk, unless it changed since the mentor began.

    Raises Changed with `theirs`, what is saved now by the name of its field, and `labels`, the
    words of what can be picked; nobody hears of a draft.
    """
    work = version.work  # reading the version again, below, forgets what was loaded with it
    feedback, is_new = open_draft(session, version, mentor)
    deed = once.current_deed()
    if is_new and deed:
        deed.thing = feedback
    elif not is_new:
        check_stamp(feedback, stamp, theirs=theirs, labels=labels)
    feedback.summary = feedback.summary if typed.summary is None else typed.summary
    feedback.outcome = typed.outcome or feedback.outcome
    feedback.saved_at = now()  # always another moment, so that the stamp grows
    _save_marks(session, version, feedback, typed)
    _save_steps(session, work, feedback, typed.steps)
    session.flush()
    return feedback


def throw_away(session: Session, feedback: Feedback, *, mentor_id: UUID) -> bool:
    """Throw an empty draft away, which frees the version; tell whether it was empty."""
    held = hold_draft(session, feedback.version_id, mentor_id=mentor_id)
    if has_parts(session, held):
        return False
    remove_draft(session, held, by_id=mentor_id)
    return True


def remove_draft(session: Session, draft: Feedback, *, by_id: UUID) -> None:
    """Take an empty draft away; the caller holds it."""
    for mark in session.scalars(select(Mark).where(Mark.feedback_id == draft.id)):
        session.delete(mark)
    session.flush()
    session.delete(draft)
    log.record(
        session,
        "threw answer away",
        person_id=by_id,
        programme_id=draft.programme_id,
        subject_id=draft.version_id,
    )
    session.flush()


def _begin(session: Session, version: Version, mentor: Person) -> Feedback:
    feedback = Feedback(
        programme_id=version.programme_id,
        version_id=version.id,
        mentor_id=mentor.id,
        saved_at=now(),
    )
    session.add(feedback)
    session.flush()
    log.record(
        session,
        "began answer",
        person_id=mentor.id,
        programme_id=version.programme_id,
        subject_id=version.id,
    )
    return feedback


def _save_marks(session: Session, version: Version, feedback: Feedback, typed: Typed) -> None:
    before = {
        mark.criterion_id: mark
        for mark in session.scalars(select(Mark).where(Mark.feedback_id == feedback.id))
    }
    for criterion_id, (level_id, comment) in typed.marks.items():
        mark = before.get(criterion_id)
        if mark is None and not (level_id or comment):
            continue
        if mark is None:
            mark = Mark(
                feedback_id=feedback.id,
                criterion_id=criterion_id,
                programme_id=feedback.programme_id,
                edition_id=version.edition_id,
                comment="",
            )
            session.add(mark)
        mark.level_id = level_id or mark.level_id
        mark.comment = mark.comment if comment is None else comment


def _save_steps(
    session: Session, work: Work, feedback: Feedback, typed: Mapping[int, TypedStep]
) -> None:
    query = select(Step).where(Step.feedback_id == feedback.id)
    before = {step.position: step for step in session.scalars(query)}
    for row, wanted in typed.items():
        step = before.get(row)
        if step and not wanted.words:
            session.delete(step)
        elif step:
            step.words, step.due_on = wanted.words, wanted.due_on
        elif wanted.words:
            step = Step(
                person_id=work.learner_id,
                programme_id=feedback.programme_id,
                feedback_id=feedback.id,
                position=row,
                words=wanted.words,
                due_on=wanted.due_on,
            )
            session.add(step)


def has_parts(session: Session, draft: Feedback) -> bool:
    """Tell whether anything is in the draft: a word, a mark, a step or a note."""
    if draft.summary or draft.outcome:
        return True
    parts = (
        select(Note.id).where(Note.feedback_id == draft.id),
        select(Step.id).where(Step.feedback_id == draft.id),
        select(Mark.criterion_id).where(
            Mark.feedback_id == draft.id, (Mark.level_id.is_not(None)) | (Mark.comment != "")
        ),
    )
    return any(session.scalar(part.limit(1)) is not None for part in parts)
