"""Replies under a note, and what the learner says has become of it."""

from uuid import UUID

from sqlalchemy.orm import Session

from portal import jobs, log
from portal.models import Note, Person, Reply


def reply_to_note(session: Session, person: Person, note: Note, *, words: str) -> Reply:
    """Keep a reply and have the other side told; the job joins the same transaction."""
    reply = Reply(programme_id=note.programme_id, note_id=note.id, author_id=person.id, words=words)
    session.add(reply)
    session.flush()
    _record(session, "replied to note", person, note)
    jobs.enqueue(session, "notes.tell_of_reply", subject_id=reply.id)
    return reply


def mark_note(session: Session, person: Person, note: Note, *, done: bool) -> None:
    """Keep whether the learner says it is done or not yet; the same word twice changes nothing."""
    if note.done is done:
        return
    note.done = done
    session.flush()
    _record(session, "marked note done" if done else "marked note not yet", person, note)


def _record(session: Session, verb: str, person: Person, note: Note) -> None:
    log.record(
        session,
        verb,
        person_id=person.id,
        about_id=_learner_of(note),
        programme_id=note.programme_id,
        subject_id=note.id,
    )


def _learner_of(note: Note) -> UUID:
    return note.feedback.version.work.learner_id
