"""What learners send and what mentors answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.demo.story.pieces import Picture, Text
from portal.demo.story.times import When
from portal.models.feedback import Outcome
from portal.models.work import WorkState


@dataclass(frozen=True)
class Reply:
    """One answer under a note."""

    author: str
    words: str
    at: When


@dataclass(frozen=True)
class Note:
    """A comment pinned to a quote from the text, or to a spot on a picture (x, y in 0..1)."""

    words: str
    quote: str | None = None
    picture: Picture | None = None
    x: float | None = None
    y: float | None = None
    replies: tuple[Reply, ...] = ()
    done: bool | None = None


@dataclass(frozen=True)
class Mark:
    """The name of the level, and the comment, for one criterion."""

    level: str
    comment: str


@dataclass(frozen=True)
class NextStep:
    """What a mentor asks for, and what became of it."""

    words: str
    due: When
    done: When | None = None
    done_words: str = ""


@dataclass(frozen=True)
class Feedback:
    """A mentor's answer; without `given` it is a draft that only he sees."""

    mentor: str
    begun: When
    summary: str
    marks: Mapping[str, Mark]
    notes: tuple[Note, ...]
    steps: tuple[NextStep, ...]
    outcome: Outcome | None = None
    given: When | None = None
    read: When | None = None


@dataclass(frozen=True)
class Version:
    """Text and pictures at one moment; without `sent` it is a draft."""

    text: Text
    started: When
    sent: When | None = None
    changed: str = ""
    pictures: tuple[Picture, ...] = ()
    self_marks: Mapping[str, str] = field(default_factory=dict)
    feedback: Feedback | None = None


@dataclass(frozen=True)
class Work:
    """A learner's answer to a task, or something she made."""

    key: str
    programme: str
    learner: str
    title: str
    versions: tuple[Version, ...]
    task: str | None = None

    @property
    def state(self) -> WorkState:
        """Return the state that the last sent version leaves it in."""
        sent = [version for version in self.versions if version.sent]
        if not sent:
            return WorkState.DRAFT
        answer = sent[-1].feedback
        return WorkState(answer.outcome) if answer and answer.outcome else WorkState.SENT
