"""Handing over: an answer that was left behind, an open answer, a learner. Nothing is lost."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import jobs, log
from portal.blueprints.feedback.actions.drafts import has_parts, remove_draft
from portal.blueprints.notes.holding import NotOpen, hold_version
from portal.blueprints.programmes.actions import add_mentoring, end_mentoring
from portal.blueprints.work.promising import move_promises
from portal.models import Feedback, Mentoring, Person, Version, Work


class NotAMentor(Exception):
    """Whoever was chosen does not mentor in the programme any more."""


class NotTheMentor(Exception):
    """The learner was handed over already."""


def take_over(session: Session, version: Version, mentor: Person) -> None:
    """Go on with an answer whose mentor no longer mentors the learner; an empty one goes away.

    Raises NotOpen when that mentor came back meanwhile, or somebody else was quicker.
    """
    held, feedback = hold_version(session, version.id)
    if feedback is None or held.sent_at is None or feedback.mentor_id == mentor.id:
        return
    if feedback.given_at is not None or _runs(session, held, feedback.mentor_id):
        raise NotOpen(feedback)
    if has_parts(session, feedback):
        _move(session, feedback, to=mentor, by=mentor, about_id=_learner_of(session, held))
    else:
        remove_draft(session, feedback, by_id=mentor.id)


def hand_over_answer(session: Session, feedback: Feedback, *, to_id: UUID, by: Person) -> None:
    """Give an unfinished answer to another mentor, who mentors the learner from now on.

    Raises NotOpen when it is given, thrown away or handed over already.
    """
    mentor_id = feedback.mentor_id
    held, draft = hold_version(session, feedback.version_id)
    if draft is None or held.sent_at is None:
        raise NotOpen(None)
    if draft.given_at is not None or draft.mentor_id != mentor_id:
        raise NotOpen(draft)
    learner_id = _learner_of(session, held)
    _tie, to = _mentor(session, held.programme_id, learner_id, to_id=to_id, by=by)
    _move(session, draft, to=to, by=by, about_id=learner_id)
    _tell(session, "feedback.tell_of_answer", draft.id, to)
    move_promises(session, held.programme_id, [learner_id])


def hand_over_learner(session: Session, mentoring: Mentoring, *, to_id: UUID, by: Person) -> None:
    """Let another mentor go on with a learner: all unfinished answers go along.

    Raises NotTheMentor when somebody was quicker.
    """
    session.refresh(mentoring, ["ended_on"], with_for_update=True)
    if mentoring.ended_on is not None:
        raise NotTheMentor
    programme_id, learner_id = mentoring.programme_id, mentoring.learner_id
    tie, to = _mentor(session, programme_id, learner_id, to_id=to_id, by=by)
    begun = (
        select(Feedback.version_id)
        .join(Version, Version.id == Feedback.version_id)
        .join(Work, Work.id == Version.work_id)
        .where(
            Work.learner_id == learner_id,
            Work.programme_id == programme_id,
            Feedback.mentor_id == mentoring.mentor_id,
            Feedback.given_at.is_(None),
        )
        .order_by(Feedback.version_id)
    )
    for version_id in session.scalars(begun).all():
        _held, draft = hold_version(session, version_id)
        if draft and draft.mentor_id == mentoring.mentor_id and draft.given_at is None:
            _move(session, draft, to=to, by=by, about_id=learner_id)
    end_mentoring(session, mentoring, by=by)
    move_promises(session, programme_id, [learner_id])
    _tell(session, "feedback.tell_of_learner", tie.id, to)


def _mentor(
    session: Session, programme_id: UUID, learner_id: UUID, *, to_id: UUID, by: Person
) -> tuple[Mentoring, Person]:
    tie = add_mentoring(
        session, programme_id=programme_id, learner_id=learner_id, mentor_id=to_id, by=by
    )
    if tie is None:
        raise NotAMentor
    return tie, session.get_one(Person, to_id)


def _move(session: Session, draft: Feedback, *, to: Person, by: Person, about_id: UUID) -> None:
    verb = "took over answer" if to.id == by.id else "handed answer over"
    draft.mentor_id = to.id
    log.record(
        session,
        verb,
        person_id=by.id,
        about_id=about_id,
        programme_id=draft.programme_id,
        subject_id=draft.id,
    )
    session.flush()


def _tell(session: Session, kind: str, subject_id: UUID, to: Person) -> None:
    jobs.enqueue(session, kind, subject_id=subject_id, once_key=f"{kind}:{subject_id}:{to.id}")


def _learner_of(session: Session, version: Version) -> UUID:
    return session.scalars(select(Work.learner_id).where(Work.id == version.work_id)).one()


def _runs(session: Session, version: Version, mentor_id: UUID) -> bool:
    query = (
        select(Mentoring.id)
        .join(Work, Work.learner_id == Mentoring.learner_id)
        .where(
            Work.id == version.work_id,
            Work.programme_id == Mentoring.programme_id,
            Mentoring.mentor_id == mentor_id,
            Mentoring.ended_on.is_(None),
        )
    )
    return session.scalar(query) is not None
