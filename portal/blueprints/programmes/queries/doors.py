"""The links by which people come in, and how far each is."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal import tokens
from portal.clock import now
from portal.models import DoorKey, Person, Programme
from portal.policy.programmes import visible_door_keys


def door_with(session: Session, secret: str, *, lock: bool = False) -> DoorKey | None:
    """Return the door that the secret belongs to, in whatever state it is."""
    query = select(DoorKey).where(DoorKey.secret_hash == tokens.hash_of(secret))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def is_open(door: DoorKey) -> bool:
    """Tell whether the link still works."""
    return door.used_at is None and door.ends_at > now()


def find_invitation(session: Session, person: Person, secret: str) -> DoorKey | None:
    """Return an invitation, open or not, to whoever holds its link."""
    door = door_with(session, secret)
    return None if door is None or (door.person_id and door.used_at is None) else door


def find_link(session: Session, person: Person, door_id: UUID) -> DoorKey | None:
    """Return an unused link of a programme that the person runs."""
    return session.scalars(visible_door_keys(person).where(DoorKey.id == door_id)).one_or_none()


def unused_links(session: Session, programme: Programme) -> Sequence[DoorKey]:
    """Return the programme's links that nobody used yet, newest first."""
    query = select(DoorKey).where(DoorKey.programme_id == programme.id, DoorKey.used_at.is_(None))
    return session.scalars(query.order_by(DoorKey.created_at.desc()).limit(200)).all()


def open_links_of(person_id: UUID) -> Select[DoorKey]:
    """Select the unused links to a new password for this account."""
    return select(DoorKey).where(DoorKey.person_id == person_id, DoorKey.used_at.is_(None))
