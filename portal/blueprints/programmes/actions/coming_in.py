"""Coming in by a link: it works once, however often it is pressed."""

from sqlalchemy.orm import Session

from portal import log
from portal.blueprints.accounts.actions import set_password
from portal.blueprints.accounts.terms import agree_to_terms
from portal.blueprints.programmes.actions.members import add_mentoring, open_membership
from portal.blueprints.programmes.queries.doors import door_with, is_open, open_links_of
from portal.clock import now
from portal.models import DoorKey, Membership, Person


class LinkHasEnded(Exception):
    """The link was used, withdrawn, or is too old."""


def come_in(
    session: Session, secret: str, *, name: str, email: str, password_hash: str, language: str
) -> tuple[Person, Membership]:
    """Make the account that an invitation is for; raises LinkHasEnded."""
    door = _take(session, secret)
    person = Person(name=name, email=email, password_hash=password_hash, language=language)
    session.add(person)
    session.flush()
    agree_to_terms(session, person.id)  # they stand above the button that was pressed
    return person, _join(session, door, person)


def accept_invitation(session: Session, secret: str, person: Person) -> Membership:
    """Let a person who has an account already into the programme; raises LinkHasEnded."""
    door = _take(session, secret)
    for link in session.scalars(open_links_of(person.id)):
        session.delete(link)  # who held it ran all her programmes then, but not this one
    return _join(session, door, person)


def take_new_password(session: Session, secret: str, *, password_hash: str) -> Person:
    """Keep a new password and end every visit of before; raises LinkHasEnded."""
    door = _take(session, secret)
    person = session.get_one(Person, door.person_id)
    door.used_at = now()
    set_password(session, person, password_hash=password_hash, staying=door.id)
    return person


def _take(session: Session, secret: str) -> DoorKey:
    door = door_with(session, secret, lock=True)
    if door is None or not is_open(door):
        raise LinkHasEnded
    return door


def _join(session: Session, door: DoorKey, person: Person) -> Membership:
    door.used_at, door.person_id = now(), person.id
    member = open_membership(
        session,
        person,
        programme_id=door.programme_id,
        role=door.role,
        cohort_id=door.cohort_id,
    )
    if door.mentor_id:
        add_mentoring(
            session,
            programme_id=door.programme_id,
            learner_id=person.id,
            mentor_id=door.mentor_id,
            by=None,
        )
    log.record(
        session,
        "came in",
        person_id=person.id,
        about_id=person.id,
        programme_id=door.programme_id,
        subject_id=member.id,
    )
    return member
