"""Finding the screens of the first steps: each is there for whom it is made."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.blueprints.home.first_steps.standing import LEARNER, MENTOR, steps_of
from portal.models import FirstStep, Person


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen, and who looks at it."""

    person: Person
    step: FirstStep
    number: int

    @property
    def going(self) -> bool:
        """Tell whether she is on her way through; else she only changes something."""
        return self.person.first_step != FirstStep.FINISHED


def find_screen(session: Session, person: Person, number: int) -> Screen | None:
    """Return one of a learner's four screens."""
    return _screen(person, LEARNER, number, most=4)


def find_how(session: Session, person: Person, number: int) -> Screen | None:
    """Return one of a mentor's three screens."""
    return _screen(person, MENTOR, number, most=3)


def find_practice(session: Session, person: Person) -> Screen | None:
    """Return a learner's practice."""
    return _screen(person, LEARNER, 5, most=5)


def find_steps(session: Session, person: Person) -> Person | None:
    """Return the person if she has first steps: learners and mentors do."""
    return person if steps_of(person) else None


def _screen(
    person: Person, steps: tuple[FirstStep, ...], number: int, *, most: int
) -> Screen | None:
    there = steps_of(person) == steps and 1 <= number <= most
    return Screen(person, steps[number - 1], number) if there else None
