"""Bringing people in, all at once, and what was made of each line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import log
from portal.blueprints.programmes.actions.invitations import Guest, invite
from portal.blueprints.programmes.actions.members import add_mentoring, open_membership
from portal.blueprints.programmes.importing.checking import CheckedRow
from portal.config import Settings
from portal.ids import new_id
from portal.models import DoorKey, LogLine, Membership, Person, Programme, Role

MADE, INVITED = "brought in", "brought in by mail"


@dataclass(frozen=True, slots=True)
class Brought:
    """One person who was brought in: made an account, or invited by mail."""

    name: str
    membership_id: UUID | None
    email: str


def bring_in(
    session: Session,
    settings: Settings,
    programme: Programme,
    rows: Iterable[CheckedRow],
    *,
    by: Person,
) -> UUID:
    """Invite who has an e-mail and make an account for who has none; return what it is kept by.

    An account without an e-mail is opened by a printed card or a code.
    """
    import_id = new_id()
    for row in rows:
        if row.email:
            _invite(session, settings, programme, row, by=by, import_id=import_id)
        else:
            _make(session, programme, row, by=by, import_id=import_id)
    session.flush()
    return import_id


def _invite(
    session: Session,
    settings: Settings,
    programme: Programme,
    row: CheckedRow,
    *,
    by: Person,
    import_id: UUID,
) -> None:
    guest = Guest(
        name=row.row.name, email=row.email, cohort_id=row.cohort_id, mentor_id=row.mentor_id
    )
    door, _secret = invite(session, settings, programme, guest=guest, by=by)
    _log(session, INVITED, programme, by=by, about_id=None, import_id=import_id, made=door.id)


def _make(
    session: Session, programme: Programme, row: CheckedRow, *, by: Person, import_id: UUID
) -> None:
    person = Person(name=row.row.name, phone=row.phone, language=by.language, zone=by.zone)
    session.add(person)
    session.flush()
    member = open_membership(
        session, person, programme_id=programme.id, role=Role.LEARNER, cohort_id=row.cohort_id
    )
    if row.mentor_id:
        add_mentoring(
            session,
            programme_id=programme.id,
            learner_id=person.id,
            mentor_id=row.mentor_id,
            by=by,
        )
    _log(session, MADE, programme, by=by, about_id=person.id, import_id=import_id, made=member.id)


def _log(
    session: Session,
    verb: str,
    programme: Programme,
    *,
    by: Person,
    about_id: UUID | None,
    import_id: UUID,
    made: UUID,
) -> None:
    log.record(
        session,
        verb,
        person_id=by.id,
        about_id=about_id,
        programme_id=programme.id,
        subject_id=import_id,
        ref=str(made),
    )


def brought_in(session: Session, person: Person, import_id: UUID) -> list[Brought]:
    """Return whom this person brought in with that import, by name."""
    query = select(LogLine.ref).where(
        LogLine.person_id == person.id,
        LogLine.subject_id == import_id,
        LogLine.verb.in_([MADE, INVITED]),
    )
    made = [UUID(ref) for ref in session.scalars(query)]
    return sorted([*_members(session, made), *_guests(session, made)], key=lambda one: one.name)


def _members(session: Session, made: Sequence[UUID]) -> list[Brought]:
    query = select(Person.name, Membership.id).join(Membership).where(Membership.id.in_(made))
    return [Brought(name, membership_id, "") for name, membership_id in session.execute(query)]


def _guests(session: Session, made: Sequence[UUID]) -> list[Brought]:
    query = select(DoorKey.name, DoorKey.email).where(DoorKey.id.in_(made))
    return [Brought(name, None, email or "") for name, email in session.execute(query)]
