"""What the pouring of the story knows: the tools, the day it is, and what is made already."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session, selectinload

from portal.demo.story import Story
from portal.demo.story.times import When
from portal.jobs import Tools
from portal.models import Person

Deed = Callable[[Session], None]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens at a moment of the story, in a transaction of its own."""

    at: datetime
    deed: Deed


Events = Iterator[Event]


@dataclass
class Pot:
    """The story on its way into the database; `ids` finds rows by the keys of the story."""

    tools: Tools
    story: Story
    today: date
    ids: dict[tuple[str, ...], UUID] = field(default_factory=dict)

    def event(self, when: When, deed: Callable[..., None], *values: Any) -> Event:
        """Let a deed happen then: it gets the pot, a session and the values."""
        return Event(when.moment(self.today), lambda session: deed(self, session, *values))

    def keep(self, session: Session, thing: Any, *key: str) -> UUID:
        """Save a row and remember it under its key."""
        session.add(thing)
        session.flush()
        found: UUID = thing.id
        if key:
            self.ids[key] = found
        return found

    def get(self, session: Session, kind: type[Thing], *key: str) -> Thing:
        """Return the row of that key."""
        return session.get_one(kind, self.ids[key])

    def person(self, session: Session, key: str) -> Person:
        """Return a person with the memberships that the policy asks for."""
        return session.get_one(
            Person,
            self.ids["person", key],
            options=[selectinload(Person.memberships)],
            populate_existing=True,
        )
