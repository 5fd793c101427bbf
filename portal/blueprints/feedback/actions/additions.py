"""Adding to an answer after it was given: dated, and never changed."""

from sqlalchemy.orm import Session

from portal import jobs, log
from portal.models import Addition, Feedback, Person


def add_to_answer(session: Session, feedback: Feedback, *, by: Person, words: str) -> Addition:
    """Add words to a given answer, and tell the learner."""
    addition = Addition(
        programme_id=feedback.programme_id,
        feedback_id=feedback.id,
        author_id=by.id,
        words=words,
    )
    session.add(addition)
    session.flush()
    log.record(
        session,
        "added to answer",
        person_id=by.id,
        about_id=feedback.version.work.learner_id,
        programme_id=feedback.programme_id,
        subject_id=feedback.id,
    )
    jobs.enqueue(session, "feedback.tell_of_addition", subject_id=addition.id)
    return addition
