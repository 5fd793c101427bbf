"""What changes a reflection."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import log
from portal.clock import now
from portal.models import Person, Piece, Reflection
from portal.once import check_stamp


def write_reflection(
    session: Session,
    person: Person,
    *,
    words: str,
    prompt: str = "",
    work_id: UUID | None = None,
    feedback_id: UUID | None = None,
) -> Reflection:
    """Keep a learner's reflection with the question as it was asked, for her eyes only."""
    reflection = Reflection(
        person_id=person.id,
        work_id=work_id,
        feedback_id=feedback_id,
        prompt=prompt,
        words=words,
    )
    session.add(reflection)
    session.flush()
    log.record(
        session, "reflected", person_id=person.id, about_id=person.id, subject_id=reflection.id
    )
    return reflection


def rewrite_reflection(
    session: Session, reflection: Reflection, *, words: str, stamp: int | None
) -> None:
    """Change the words, unless they changed since the learner began."""
    check_stamp(reflection, stamp, theirs={"words": reflection.words})
    reflection.words = words
    session.flush()


def share_reflection(session: Session, reflection: Reflection, *, programme_id: UUID) -> None:
    """Let the learner's mentors in this programme read it; a second time changes nothing."""
    if reflection.shared_at:
        return
    reflection.shared_in_id, reflection.shared_at = programme_id, now()
    session.flush()
    _record(session, "shared reflection", reflection)


def unshare_reflection(session: Session, reflection: Reflection) -> None:
    """Keep it for her eyes only again."""
    programme_id = reflection.shared_in_id
    reflection.shared_in_id = reflection.shared_at = None
    session.flush()
    _record(session, "took reflection back", reflection, programme_id=programme_id)


def throw_away_reflection(session: Session, reflection: Reflection) -> bool:
    """Forget it; tell False when it stands on a page of her portfolio, and keep it."""
    used = select(Piece.id).where(Piece.reflection_id == reflection.id).limit(1)
    if session.scalar(used):
        return False
    _record(session, "threw reflection away", reflection)
    session.delete(reflection)
    session.flush()
    return True


def _record(
    session: Session, verb: str, reflection: Reflection, *, programme_id: UUID | None = None
) -> None:
    log.record(
        session,
        verb,
        person_id=reflection.person_id,
        about_id=reflection.person_id,
        programme_id=programme_id or reflection.shared_in_id,
        subject_id=reflection.id,
    )
