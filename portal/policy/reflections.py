"""Who may see and do what with reflections."""

from sqlalchemy import Select, or_, select

from portal.models import Person, Reflection
from portal.policy.programmes import mentors


def visible_reflections(person: Person) -> Select[Reflection]:
    """Select one's own, and what the learners one mentors shared in that programme."""
    mentored = mentors(person, Reflection.person_id, Reflection.shared_in_id)
    return select(Reflection).where(or_(Reflection.person_id == person.id, mentored))


def may_change_reflection(person: Person, reflection: Reflection) -> bool:
    """Only the writer changes it, and only until it is shared."""
    return reflection.person_id == person.id and reflection.shared_at is None


def may_share_reflection(person: Person, reflection: Reflection) -> bool:
    """Only the writer shares it, takes it back, or throws it away."""
    return reflection.person_id == person.id
