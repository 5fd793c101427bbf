"""What the page about closing an account reads."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.blueprints.trust.closing.walk import STAYS
from portal.models import (
    Addition,
    Feedback,
    Note,
    Person,
    Programme,
    Question,
    Reply,
    Role,
    Version,
    Work,
)
from portal.policy.closing import Leaving
from portal.policy.programmes import programmes_of, runs_beside


def find_leaving(session: Session, person: Person) -> Leaving:
    """Return what stands in the way of closing the account, and what would stay of it."""
    return Leaving(person, alone_in(session, person), answered_others(session, person.id))


def alone_in(session: Session, person: Person) -> tuple[str, ...]:
    """Name the programmes that nobody else runs, by name."""
    run = programmes_of(person, Role.COORDINATOR)
    if not run:
        return ()
    others = runs_beside(Programme.id, person.id).exists()
    alone = select(Programme.name).where(Programme.id.in_(run), ~others)
    return tuple(session.scalars(alone.order_by(Programme.name)))


def said_something(session: Session, person_id: UUID) -> bool:
    """Tell whether others keep words of hers: answers, additions, replies."""
    kept = [select(column).where(column == person_id).exists() for column in STAYS]
    return bool(session.scalar(select(or_(*kept))))


def answered_others(session: Session, person_id: UUID) -> bool:
    """Tell whether she said something on the works of others, which stays with them."""
    on_theirs = (
        select(Reply.id)
        .join(Note, Note.id == Reply.note_id)
        .join(Version, Version.id == Note.version_id)
        .join(Work, Work.id == Version.work_id)
        .where(Reply.author_id == person_id, Work.learner_id != person_id)
    )
    given = Feedback.mentor_id == person_id, Feedback.given_at.is_not(None)
    kept = (
        select(Feedback.id).where(*given),
        select(Addition.id).where(Addition.author_id == person_id),
        select(Question.id).where(Question.mentor_id == person_id),
        on_theirs,
    )
    return bool(session.scalar(select(or_(*(one.exists() for one in kept)))))
