"""An answer as its learner was given it: marks, notes in their place, replies, additions, steps."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.blueprints.trust.exporting.gathering.base import Pack, Thing, hidden
from portal.models import Addition, Feedback, Mark, Note, Reply, Step


def answer_to(pack: Pack, version_id: UUID) -> Thing | None:
    """Return the answer to a version, if it was given: a mentor's draft is the mentor's."""
    query = (
        select(Feedback)
        .where(Feedback.version_id == version_id, Feedback.given_at.is_not(None))
        .options(joinedload(Feedback.mentor))
    )
    feedback = pack.session.scalars(query).one_or_none()
    if feedback is None:
        return None
    gone = feedback.id in set(pack.session.scalars(hidden()))
    return {
        "by": feedback.mentor.name,
        "given": feedback.given_at,
        "read": feedback.read_at,
        "outcome": feedback.outcome,
        "summary": "" if gone else feedback.summary,
        "marks": marks_of(pack, feedback.id, comments=not gone),
        "notes": _notes(pack, feedback.id),
        "additions": _additions(pack, feedback.id),
        "next_steps": steps_of(pack, feedback.id),
    }


def marks_of(pack: Pack, feedback_id: UUID, *, comments: bool = True) -> list[Thing]:
    """Return the levels and comments of an answer, in the order of its rubric."""
    query = (
        select(Mark)
        .where(Mark.feedback_id == feedback_id)
        .options(joinedload(Mark.criterion), joinedload(Mark.level))
    )
    marks = sorted(pack.session.scalars(query), key=lambda mark: mark.criterion.position)
    return [
        {
            "criterion": mark.criterion.name,
            "level": mark.level.name if mark.level else None,
            "level_words": mark.level.words if mark.level else None,
            "comment": mark.comment if comments else "",
        }
        for mark in marks
    ]


def steps_of(pack: Pack, feedback_id: UUID) -> list[Thing]:
    """Return the next steps that an answer gave."""
    query = select(Step).where(Step.feedback_id == feedback_id).order_by(Step.position, Step.id)
    return [{"words": step.words, "due": step.due_on} for step in pack.session.scalars(query)]


def _notes(pack: Pack, feedback_id: UUID) -> list[Thing]:
    query = (
        select(Note)
        .where(Note.feedback_id == feedback_id, Note.id.not_in(hidden()))
        .options(selectinload(Note.replies).joinedload(Reply.author))
        .order_by(Note.created_at, Note.id)
    )
    gone = set(pack.session.scalars(hidden()))
    return [
        {
            **_place(pack, note),
            "words": note.words,
            "done": note.done,
            "replies": [
                {"by": reply.author.name, "at": reply.created_at, "words": reply.words}
                for reply in note.replies
                if reply.id not in gone
            ],
        }
        for note in pack.session.scalars(query).all()
    ]


def _place(pack: Pack, note: Note) -> Thing:
    if note.media_id is None:
        return {"quote": note.exact, "before": note.before, "after": note.after}
    left, top = round((note.x or 0) * 100), round((note.y or 0) * 100)
    return {"file": pack.file(note.media_id), "from_left": f"{left} %", "from_top": f"{top} %"}


def _additions(pack: Pack, feedback_id: UUID) -> list[Thing]:
    query = (
        select(Addition)
        .where(Addition.feedback_id == feedback_id, Addition.id.not_in(hidden()))
        .options(joinedload(Addition.author))
        .order_by(Addition.created_at, Addition.id)
    )
    return [
        {"by": one.author.name, "at": one.created_at, "words": one.words}
        for one in pack.session.scalars(query)
    ]
