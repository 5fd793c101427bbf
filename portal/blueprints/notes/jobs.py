"""Telling of replies under notes."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from portal.blueprints.notes.queries import number_of, read_notes
from portal.blueprints.notices.telling import tell
from portal.jobs import Tools, job
from portal.models import Feedback, Mentoring, News, Note, Person, Reply, Version, Work


@job("notes.tell_of_reply")
def tell_of_reply(tools: Tools, reply_id: UUID) -> None:
    """Tell the other side of a reply: the learner, or the mentor who wrote the note."""
    with tools.writing() as session:
        reply = session.scalar(_with_work(reply_id))
        if reply is None:
            return
        feedback = reply.note.feedback
        work = feedback.version.work
        reader = feedback.mentor if reply.author_id == work.learner_id else work.learner
        if not _may_still_read(session, reader, work):
            return
        place = f"/work/{work.id}/versions/{feedback.version.number}/feedback"
        number = _number_of(session, reply.note)
        to_mentor = reader.id == feedback.mentor_id
        tell(
            session,
            reader,
            kind=News.REPLY,
            subject_id=reply.id,
            path=f"{place}#note-{number}",
            says={"name": reply.author.name, "title": work.title, "number": number},
            programme_id=work.programme_id if to_mentor else None,
            about_id=work.learner_id if to_mentor else None,
        )


def _with_work(reply_id: UUID) -> Select[Reply]:
    feedback = joinedload(Reply.note).joinedload(Note.feedback)
    work = feedback.joinedload(Feedback.version).joinedload(Version.work)
    return (
        select(Reply)
        .where(Reply.id == reply_id)
        .options(
            joinedload(Reply.author),
            feedback.joinedload(Feedback.mentor),
            work.joinedload(Work.learner),
        )
    )


def _may_still_read(session: Session, reader: Person, work: Work) -> bool:
    if reader.id == work.learner_id:
        return True
    query = select(Mentoring.id).where(
        Mentoring.mentor_id == reader.id,
        Mentoring.learner_id == work.learner_id,
        Mentoring.programme_id == work.programme_id,
        Mentoring.ended_on.is_(None),
    )
    return session.scalar(query) is not None


def _number_of(session: Session, note: Note) -> int:
    return number_of(read_notes(session, note.feedback_id), note.id)
