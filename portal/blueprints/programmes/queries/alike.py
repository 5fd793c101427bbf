"""People of a programme who look the same: by name or by the digits of their phone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.models import Membership, Person, Programme

MOST = 100


@dataclass(frozen=True, slots=True)
class Lookalike:
    """One of several people who look the same."""

    id: UUID  # of one of her memberships
    name: str
    reach: str
    seen_on: date | None


def lookalikes(session: Session, programme: Programme) -> list[list[Lookalike]]:
    """Return groups of people who may be one and the same, by name.

    Who shares a name or a number with anybody is looked up along two indexes, and only then
    who of them is here.
    """
    shared = union_all(_sharing(0, Person.name_folded), _sharing(1, Person.phone_end)).subquery()
    query = (
        select(Person.id, Person.name, Person.email, Person.phone, Person.seen_on)
        .add_columns(Membership.id.label("membership"), shared.c.by, shared.c.what)
        .select_from(shared)
        .join(Person, Person.id == shared.c.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.programme_id == programme.id, Membership.ended_on.is_(None))
        .order_by(Person.name, Membership.id, shared.c.by)
    )
    groups: dict[tuple[int, str], dict[UUID, Lookalike]] = defaultdict(dict)
    for row in session.execute(query):
        one = Lookalike(row.membership, row.name, row.email or row.phone or "", row.seen_on)
        groups[row.by, row.what][row.id] = one
    found = [list(group.values()) for group in groups.values() if len(group) > 1]
    return sorted(found, key=lambda group: group[0].name)[:MOST]


def _sharing(by: int, what: InstrumentedAttribute[str]) -> Select[int, str, UUID]:
    """Select the people who share this with somebody, in whatever programme."""
    shared = select(what).where(what != "").group_by(what).having(func.count() > 1)
    return select(literal(by).label("by"), what.label("what"), Person.id).where(what.in_(shared))
