"""What the pages about one's account read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.blueprints.accounts.device_words import device_words
from portal.clock import now
from portal.models import HeldPost, Membership, Person, Visit
from portal.visits import has_ended

DEVICES = 50


def person_with_email(session: Session, email: str) -> Person | None:
    """Return the person with that e-mail, in whatever case it was typed."""
    return session.scalar(select(Person).where(func.lower(Person.email) == email.lower()))


def person_with_phone(session: Session, phone: str) -> Person | None:
    """Return the person with that number, as it is kept."""
    return session.scalar(select(Person).where(Person.phone == phone))


@dataclass(frozen=True, slots=True)
class Device:
    """One phone or computer on which a person is signed in."""

    id: UUID
    words: str
    own_phone: bool
    since: datetime
    seen_on: date
    here: bool


def running_visits(session: Session, person: Person) -> Sequence[Visit]:
    """Return the person's visits that nobody ended and that are not too old."""
    visits = session.scalars(_visits_of(person).order_by(Visit.created_at.desc()))
    return [visit for visit in visits if not has_ended(visit)]


def devices_of(session: Session, person: Person, here: Visit | None) -> list[Device]:
    """Return where the person is signed in: this device first, then the newest."""
    found = [
        Device(
            id=visit.id,
            words=device_words(visit.device),
            own_phone=visit.own_phone,
            since=visit.created_at,
            seen_on=visit.seen_on,
            here=here is not None and visit.id == here.id,
        )
        for visit in running_visits(session, person)
    ]
    return sorted(found, key=lambda device: not device.here)[:DEVICES]


def find_visit(session: Session, person: Person, visit_id: UUID) -> Visit | None:
    """Return one of the person's own running visits."""
    return session.scalars(_visits_of(person).where(Visit.id == visit_id)).one_or_none()


def _visits_of(person: Person) -> Select[Visit]:
    return select(Visit).where(Visit.person_id == person.id, Visit.ended_at.is_(None))


def find_membership(session: Session, person: Person, membership_id: UUID) -> Membership | None:
    """Return one of the person's own running memberships."""
    mine = {member.id: member for member in person.memberships if member.ended_on is None}
    return mine.get(membership_id)


def find_held_post(session: Session, person: Person, post_id: str) -> HeldPost | None:
    """Return a post that waits for this person's word."""
    post = session.get(HeldPost, post_id)
    return post if post and post.person_id == person.id and post.ends_at > now() else None
