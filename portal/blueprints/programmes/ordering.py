"""Moving a thing up or down among others, each at a place of its own."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.orm import Session

FREE = -1


class Placed(Protocol):
    """A row with a position that no other row of its list has."""

    position: int


def move(session: Session, things: Sequence[Placed], thing: Placed, *, up: bool) -> None:
    """Let the thing and its neighbour change places, over a free one; at the end nothing moves."""
    here = things.index(thing)
    there = here - 1 if up else here + 1
    if 0 <= there < len(things):
        swap(session, thing, things[there])


def swap(session: Session, one: Placed, other: Placed) -> None:
    """Let two things change places, in steps that never put both at one."""
    first, second = one.position, other.position
    one.position = FREE
    session.flush()
    other.position = first
    session.flush()
    one.position = second
    session.flush()
