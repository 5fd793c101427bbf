"""A learner at work, and what she has made so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from random import Random
from uuid import UUID

from portal.demo.seeding.crowd import Crowd, Somebody
from portal.demo.seeding.patterns import Draft, Pattern
from portal.demo.seeding.rooms import Asked


class Fate(StrEnum):
    """What becomes of a version."""

    DRAFT = "draft"
    SENT = "sent"
    BEGUN = "begun"
    REVISE = "revise"
    ACHIEVED = "achieved"


@dataclass(frozen=True, slots=True)
class Hand:
    """A learner at work: who she is, who answers, and her chances."""

    crowd: Crowd
    learner: Somebody
    mentor: Somebody
    chance: Random
    patterns: Mapping[str | None, tuple[Pattern, ...]]

    @property
    def programme_id(self) -> UUID:
        """Return the programme in which she works."""
        return self.crowd.room.programme_id


@dataclass(frozen=True, slots=True)
class Begun:
    """One work, before its versions."""

    id: UUID
    title: str
    task: Asked | None
    promised_on: date | None


@dataclass(frozen=True, slots=True)
class Made:
    """One version as what follows from it has to know it."""

    id: UUID
    work: Begun
    number: int
    draft: Draft
    sent_at: datetime | None
    feedback_id: UUID | None = None  # of the answer that was given to it
    met: bool = False
