"""Who may see and do what with works and versions."""

from sqlalchemy import ColumnElement, Select, and_, or_, select

from portal.models import Person, Version, Work, WorkState
from portal.policy.programmes import is_learner_in, is_mentor_in, mentors
from portal.policy.questions import asked_about


def visible_works(person: Person) -> Select[Work]:
    """Select one's own works, and those that the learners one mentors have sent."""
    sent = select(Version.id).where(Version.work_id == Work.id, Version.sent_at.is_not(None))
    mentored = and_(mentors(person, Work.learner_id, Work.programme_id), sent.exists())
    return select(Work).where(or_(Work.learner_id == person.id, mentored))


def shown_to_mentors() -> ColumnElement[bool]:
    """Select by: her mentors may read this version: it is sent, or she asked about it."""
    return or_(Version.sent_at.is_not(None), asked_about())


def visible_versions(person: Person) -> Select[Version]:
    """Select one's own versions, and those that the learners one mentors have sent.

    An unsent one is seen by her mentors while she waits for the answer to a question about it.
    """
    mentored = and_(shown_to_mentors(), mentors(person, Work.learner_id, Work.programme_id))
    return (
        select(Version)
        .join(Work, Work.id == Version.work_id)
        .where(or_(Work.learner_id == person.id, mentored))
    )


def may_change_draft(person: Person, version: Version) -> bool:
    """Only the learner changes it, and only until it is sent."""
    return version.work.learner_id == person.id and version.sent_at is None


def is_writer(person: Person, version: Version) -> bool:
    """Only the learner comes to the page of her draft; what she sent leads on from there."""
    return version.work.learner_id == person.id


def may_come_to_sending(person: Person, version: Version) -> bool:
    """The learner who may send it, or who has sent it and is led on."""
    return may_send(person, version) or (version.sent_at is not None and is_writer(person, version))


def may_send(person: Person, version: Version) -> bool:
    """The learner sends her draft while she is in the programme."""
    work = version.work
    return may_change_draft(person, version) and is_learner_in(person, work.programme_id)


def may_take_back(person: Person, version: Version) -> bool:
    """The learner takes a sent version back until a mentor has begun an answer."""
    return (
        version.work.learner_id == person.id
        and version.sent_at is not None
        and version.feedback is None
    )


def may_start_next(person: Person, work: Work) -> bool:
    """The learner starts a new version when an answer asked her to revise."""
    return (
        work.learner_id == person.id
        and work.state == WorkState.REVISE
        and is_learner_in(person, work.programme_id)
    )


def may_answer(person: Person, version: Version) -> bool:
    """A mentor answers a sent version that nobody else has begun to answer or answered."""
    feedback = version.feedback
    free = feedback is None or (feedback.mentor_id == person.id and feedback.given_at is None)
    return (
        version.sent_at is not None
        and version.work.learner_id != person.id
        and is_mentor_in(person, version.programme_id)
        and free
    )
