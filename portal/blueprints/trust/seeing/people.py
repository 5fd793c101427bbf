"""The people around a learner: who mentors her and who runs her programmes, today."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import false, select, true
from sqlalchemy.orm import Session

from portal.blueprints.work.saying import say_names
from portal.models import Membership, Person, Role
from portal.policy.programmes import mentors_of


@dataclass(frozen=True, slots=True)
class Circle:
    """One programme in which she learns or learned, with the names of who sees something there."""

    programme_id: UUID
    programme: str
    mentors: tuple[str, ...]
    coordinators: tuple[str, ...]

    @property
    def mentor_names(self) -> str:
        """Say the names of her mentors in a row."""
        return say_names(self.mentors)

    @property
    def coordinator_names(self) -> str:
        """Say the names of the coordinators in a row."""
        return say_names(self.coordinators)


def circles_of(session: Session, person: Person) -> list[Circle]:
    """Return the programmes of the learner with her mentors and coordinators, by name.

    The person comes with her memberships and their programmes, also those that ended.
    """
    learns = {m.programme_id: m.programme for m in person.memberships if m.role == Role.LEARNER}
    if not learns:
        return []
    names: dict[tuple[UUID, bool], list[str]] = defaultdict(list)
    runs = (
        select(Membership.programme_id, Person.name, false())
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.programme_id.in_(learns),
            Membership.role == Role.COORDINATOR,
            Membership.ended_on.is_(None),
        )
    )
    mentored = mentors_of(person.id).add_columns(true())
    for programme_id, name, is_mentor in session.execute(mentored.union_all(runs)):
        names[programme_id, bool(is_mentor)].append(name)
    found = [
        Circle(
            programme_id,
            programme.name,
            tuple(sorted(names[programme_id, True])),
            tuple(sorted(names[programme_id, False])),
        )
        for programme_id, programme in learns.items()
    ]
    return sorted(found, key=lambda circle: (circle.programme, circle.programme_id))
