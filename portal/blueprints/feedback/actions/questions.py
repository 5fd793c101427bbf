"""One question about an unsent draft, and its answer."""

from sqlalchemy.orm import Session

from portal import jobs, log
from portal.blueprints.notes.holding import hold_version
from portal.clock import now
from portal.models import Person, Question, Version


class Closed(Exception):
    """The question is answered, or its draft is sent, or a question was asked before."""


def ask(session: Session, version: Version, *, author: Person, words: str) -> Question:
    """Ask about a draft: until this is answered her mentors read that draft, and nothing else.

    Raises Closed when the draft is sent meanwhile or has a question already.
    """
    asked = version.question
    held, _feedback = hold_version(session, version.id)
    if asked or held.sent_at is not None:
        raise Closed
    question = Question(
        programme_id=held.programme_id, version_id=held.id, author_id=author.id, words=words
    )
    session.add(question)
    session.flush()
    _record(session, "asked about draft", question, by=author)
    jobs.enqueue(session, "feedback.tell_of_question", subject_id=question.id)
    return question


def answer_question(session: Session, question: Question, *, by: Person, words: str) -> None:
    """Answer a question; her mentors lose sight of the draft again.

    Raises Closed when another mentor was quicker, or the draft is sent.
    """
    held, _feedback = hold_version(session, question.version_id)
    session.refresh(question, ["answer", "stamp"])
    if question.answer is not None or held.sent_at is not None:
        raise Closed
    question.answer, question.mentor_id, question.answered_at = words, by.id, now()
    session.flush()
    _record(session, "answered question", question, by=by)
    jobs.enqueue(session, "feedback.tell_of_question_answer", subject_id=question.id)


def _record(session: Session, verb: str, question: Question, *, by: Person) -> None:
    log.record(
        session,
        verb,
        person_id=by.id,
        about_id=question.author_id,
        programme_id=question.programme_id,
        subject_id=question.version_id,
    )
