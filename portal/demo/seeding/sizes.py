"""How large the crowd is, and how it is spread over programmes."""

from collections.abc import Iterator
from dataclasses import dataclass

CORE = 10  # learners that are the same in every crowd, with one mentor
ROOM = 250  # learners of a programme, but for the first, which has thousands
COHORTS = 12  # of every programme, over the years


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each there shall be."""

    learners: int = 10_000
    mentors: int = 300
    works: int = 60_000


@dataclass(frozen=True, slots=True)
class Share:
    """The learners and mentors of one programme, by their numbers."""

    number: int
    learners: range
    mentors: range


def shares(size: Size) -> Iterator[Share]:
    """Spread everybody: three in ten into the first programme, the rest in small ones."""
    learners = _spread(size.learners)
    begun = asked = 0
    for number, count in enumerate(learners):
        after = begun + count
        until = max(asked + 1, size.mentors * after // max(size.learners, 1))
        yield Share(number, range(begun, after), range(asked, until))
        begun, asked = after, until


def _spread(learners: int) -> list[int]:
    first = max(min(learners, ROOM), learners * 3 // 10)
    rest = learners - first
    full, left = divmod(rest, ROOM)
    return [first, *[ROOM] * full, *([left] if left else [])]


def works_of(size: Size, learner: int) -> int:
    """Return how many works the learner of that number has."""
    each, more = divmod(size.works, max(size.learners, 1))
    return each + (learner < more)
