"""What is asked of a learner, and by which words her work is judged."""

from __future__ import annotations

from dataclasses import dataclass

from portal.demo.story.times import When


@dataclass(frozen=True)
class Level:
    """One sentence that describes real work."""

    name: str
    words: str
    met: bool


@dataclass(frozen=True)
class Criterion:
    """One thing that is looked at, with its levels in order."""

    key: str
    skill: str
    name: str
    words: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Rubric:
    """The first edition of a rubric."""

    key: str
    programme: str
    title: str
    language: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Task:
    """What to do, with the evidence that is expected."""

    key: str
    programme: str
    rubric: str
    title: str
    words: str
    kinds: tuple[str, ...]
    answer_days: int
    due: When | None = None


@dataclass(frozen=True)
class Prompt:
    """A question to reflect on: after a task, in the week of today, or at any time."""

    programme: str
    words: str
    task: str | None = None
    this_week: bool = False
