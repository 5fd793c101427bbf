"""People of a programme who look the same: by name or by the digits of their phone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.blueprints.programmes.importing.names import same_name
from portal.models import Membership, Person, Programme

DIGITS, MOST = 8, 100


@dataclass(frozen=True, slots=True)
class Lookalike:
    """One of several people who look the same."""

    id: UUID  # of one of her memberships
    name: str
    reach: str
    seen_on: date | None


def lookalikes(session: Session, programme: Programme) -> list[list[Lookalike]]:
    """Return groups of people who may be one and the same, by name."""
    query = (
        select(Person.id, Person.name, Person.email, Person.phone, Person.seen_on)
        .add_columns(Membership.id.label("membership"))
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.programme_id == programme.id, Membership.ended_on.is_(None))
        .order_by(Person.name, Membership.id)
    )
    groups: dict[str, dict[UUID, Lookalike]] = defaultdict(dict)
    for row in session.execute(query):
        one = Lookalike(row.membership, row.name, row.email or row.phone or "", row.seen_on)
        for key in (same_name(row.name), (row.phone or "")[-DIGITS:]):
            if key:
                groups[key][row.id] = one
    found = [list(group.values()) for group in groups.values() if len(group) > 1]
    return sorted(found, key=lambda group: group[0].name)[:MOST]
