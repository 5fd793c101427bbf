"""Who may close an account, and change her mind."""

from dataclasses import dataclass

from portal.models import Person


@dataclass(frozen=True, slots=True)
class Leaving:
    """A person who thinks of closing her account."""

    person: Person
    alone_in: tuple[str, ...]  # the programmes that nobody else runs
    answered: bool  # she said something to others that they keep


def may_close(person: Person, leaving: Leaving) -> bool:
    """One closes one's own account, unless a programme would be left without a coordinator."""
    return leaving.person.id == person.id and not leaving.alone_in
