"""Who can be given a card, and the cards of one printing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from portal.models import Card, Membership, Person, Programme
from portal.policy.programmes import may_hand_over_key

MOST = 200


@dataclass(frozen=True, slots=True)
class Holder:
    """One person who may get a card, and the one she has."""

    id: UUID
    name: str
    ends_on: date | None
    used: bool


def people_for_cards(
    session: Session, programme: Programme, by: Person, *, cohort_id: UUID | None = None
) -> Sequence[Person]:
    """Return the members whose account opens nothing but what this coordinator runs."""
    here = select(Membership.person_id).where(
        Membership.programme_id == programme.id, Membership.ended_on.is_(None)
    )
    if cohort_id:
        here = here.where(Membership.cohort_id == cohort_id)
    query = select(Person).where(Person.id.in_(here), Person.id != by.id)
    query = query.options(selectinload(Person.memberships)).order_by(Person.name, Person.id)
    people = session.scalars(query.limit(MOST)).all()
    return [person for person in people if may_hand_over_key(by, person)]


def are_many(session: Session, programme: Programme) -> bool:
    """Tell whether more people are here than one page offers."""
    here = select(Membership.id).where(
        Membership.programme_id == programme.id, Membership.ended_on.is_(None)
    )
    few = here.limit(MOST + 1).subquery()
    return (session.scalar(select(func.count()).select_from(few)) or 0) > MOST


def holders(session: Session, people: Sequence[Person]) -> list[Holder]:
    """Say of each whether she has a card already."""
    query = select(Card).where(Card.person_id.in_([person.id for person in people]))
    cards = {card.person_id: card for card in session.scalars(query)}
    return [_holder(person, cards.get(person.id)) for person in people]


def _holder(person: Person, card: Card | None) -> Holder:
    used = card is not None and card.used_at is not None
    return Holder(person.id, person.name, card.ends_on if card else None, used)


def cards_of_printing(
    session: Session, programme: Programme, at: datetime
) -> Sequence[tuple[Card, str]]:
    """Return the cards that were made at that moment and not replaced since, with names."""
    query = (
        select(Card, Person.name)
        .join(Person, Person.id == Card.person_id)
        .where(Card.programme_id == programme.id, Card.created_at == at)
        .order_by(Person.name, Person.id)
    )
    return [(card, name) for card, name in session.execute(query)]
