"""What the pages about one's account read."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.clock import now
from portal.models import HeldPost, Membership, Person, Visit


def person_with_email(session: Session, email: str) -> Person | None:
    """Return the person with that e-mail, in whatever case it was typed."""
    return session.scalar(select(Person).where(func.lower(Person.email) == email.lower()))


def running_visits(session: Session, person_id: UUID) -> Sequence[Visit]:
    """Return the person's visits that nobody ended."""
    query = select(Visit).where(Visit.person_id == person_id, Visit.ended_at.is_(None))
    return session.scalars(query.order_by(Visit.created_at.desc())).all()


def find_membership(session: Session, person: Person, membership_id: UUID) -> Membership | None:
    """Return one of the person's own running memberships."""
    mine = {member.id: member for member in person.memberships if member.ended_on is None}
    return mine.get(membership_id)


def find_held_post(session: Session, person: Person, post_id: str) -> HeldPost | None:
    """Return a post that waits for this person's word."""
    post = session.get(HeldPost, post_id)
    return post if post and post.person_id == person.id and post.ends_at > now() else None
