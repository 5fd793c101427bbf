"""What a programme knows already, to hold the lines of a table against."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.blueprints.programmes.importing.names import nearly
from portal.clock import now
from portal.folding import fold
from portal.models import Cohort, DoorKey, Membership, Person, Programme, Role


@dataclass(slots=True)
class Known:
    """Cohorts and mentors by what may be written for them, addresses that are taken, names."""

    cohorts: dict[str, UUID] = field(default_factory=dict)
    cohort_names: list[str] = field(default_factory=list)
    mentors: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    here: dict[str, str] = field(default_factory=dict)  # address or number: who has it
    invited: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)  # numbers of any account
    names: dict[str, str] = field(default_factory=dict)


def known_in(session: Session, programme: Programme, phones: Collection[str]) -> Known:
    """Read what the programme knows, in four statements."""
    known = Known()
    _read_cohorts(session, programme, known)
    _read_people(session, programme, known)
    _read_invited(session, programme, known)
    known.taken.update(session.scalars(select(Person.phone).where(Person.phone.in_(phones))))
    return known


def _read_cohorts(session: Session, programme: Programme, known: Known) -> None:
    query = select(Cohort.id, Cohort.name).where(Cohort.programme_id == programme.id)
    for cohort_id, name in session.execute(query.order_by(Cohort.starts_on, Cohort.id)):
        known.cohorts[fold(name)] = cohort_id
        known.cohort_names.append(name)


def _read_people(session: Session, programme: Programme, known: Known) -> None:
    query = (
        select(Person.id, Person.name, func.lower(Person.email), Person.phone, Membership.role)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.programme_id == programme.id, Membership.ended_on.is_(None))
    )
    for person_id, name, email, phone, role in session.execute(query):
        known.here |= {address: name for address in (email, phone) if address}
        known.names |= dict.fromkeys(nearly(name), name)
        if role == Role.MENTOR:
            for written in (fold(name), email or ""):
                known.mentors[written].add(person_id)


def _read_invited(session: Session, programme: Programme, known: Known) -> None:
    query = select(DoorKey.name, func.lower(DoorKey.email)).where(
        DoorKey.programme_id == programme.id,
        DoorKey.used_at.is_(None),
        DoorKey.person_id.is_(None),
        DoorKey.ends_at > now(),
    )
    for name, email in session.execute(query):
        known.invited.add(email or "")
        known.names |= dict.fromkeys(nearly(name), name)
    known.invited.discard("")
