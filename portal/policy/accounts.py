"""Who may use which way in; the person comes with her memberships."""

from portal.models import Person, Role
from portal.policy.programmes import programmes_of


def may_use_second_factor(person: Person) -> bool:
    """Mentors and coordinators see what is not theirs: they may ask more of who signs in."""
    return bool(programmes_of(person, Role.MENTOR, Role.COORDINATOR))
