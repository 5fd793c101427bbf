"""What changes an account and its visits."""

from datetime import timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import Table, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from portal import log, tokens
from portal.clock import now, today
from portal.models import Membership, Person, Visit
from portal.once import check_stamp
from portal.visits import OWN_PHONE, SHARED_PHONE

VISITS_KEPT = timedelta(days=30)  # after their end


def start_visit(session: Session, person: Person, *, own_phone: bool, device: str) -> str:
    """Sign the person in on this device; return the visit's secret for the cookie."""
    secret = tokens.new_secret()
    visit = Visit(
        person_id=person.id,
        secret_hash=tokens.hash_of(secret),
        own_phone=own_phone,
        device=device[:200],
        seen_on=today(),
    )
    session.add(visit)
    if person.seen_on != today():
        person.seen_on = today()
    session.flush()
    log.record(session, "signed in", person_id=person.id, about_id=person.id, subject_id=visit.id)
    return secret


def end_visit(session: Session, visit: Visit) -> None:
    """Sign this device out, on the server."""
    visit.ended_at = visit.ended_at or now()
    log.record(session, "signed out", person_id=visit.person_id, about_id=visit.person_id)


def change_settings(
    session: Session,
    person: Person,
    *,
    name: str,
    language: str,
    zone: str,
    text_only: bool,
    stamp: int | None,
) -> None:
    """Change what the portal knows of a person, unless it changed meanwhile."""
    check_stamp(person, stamp, theirs={"name": person.name})
    person.name, person.language = name, language
    person.zone, person.text_only = zone, text_only
    session.flush()


def choose_language(session: Session, person_id: UUID, *, language: str) -> None:
    """Speak that language to the person.

    The stamp stays: a page that is open in another tab saves as before.
    """
    people = cast(Table, Person.__table__)
    session.execute(update(people).where(people.c.id == person_id).values(language=language))


def set_password(session: Session, person: Person, *, password_hash: str, staying: UUID) -> None:
    """Keep a new password and end every visit but the one it was changed from."""
    person.password_hash = password_hash
    others = select(Visit).where(
        Visit.person_id == person.id, Visit.id != staying, Visit.ended_at.is_(None)
    )
    for visit in session.scalars(others):
        visit.ended_at = now()
    log.record(session, "changed password", person_id=person.id, about_id=person.id)
    session.flush()


def choose_membership(session: Session, visit: Visit, membership: Membership) -> None:
    """Be here as this membership from now on."""
    visit.membership_id = membership.id
    session.flush()


def drop_old_visits(session: Session) -> None:
    """Forget visits that ended, or grew too old, more than thirty days ago."""
    before = now() - VISITS_KEPT
    too_old = or_(
        Visit.ended_at < before,
        Visit.created_at < before - OWN_PHONE,
        and_(Visit.own_phone.is_(False), Visit.created_at < before - SHARED_PHONE),
    )
    session.execute(delete(Visit).where(too_old))
