"""Who may see and do what with reflections."""

from sqlalchemy import Select, or_, select

from portal.models import Person, Prompt, Reflection, Role
from portal.policy.programmes import has_role, mentors, programmes_of


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


def visible_prompts(person: Person) -> Select[Prompt]:
    """Select the questions of the programmes that the person is in."""
    return select(Prompt).where(Prompt.programme_id.in_(programmes_of(person)))


def may_change_prompt(person: Person, prompt: Prompt) -> bool:
    """Only a coordinator of the programme writes what it asks."""
    return has_role(person, prompt.programme_id, Role.COORDINATOR)
