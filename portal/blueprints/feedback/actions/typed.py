"""What a mentor typed on the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TypedStep:
    """One row of the next steps; an empty one takes the step away."""

    words: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Typed:
    """The whole draft: a level and a comment by criterion, steps by row, outcome and summary.

    A level or an outcome that is None was not chosen on this page: what was chosen before stays.
    """

    marks: Mapping[UUID, tuple[UUID | None, str]] = field(default_factory=dict)
    steps: Mapping[int, TypedStep] = field(default_factory=dict)
    outcome: str | None = None
    summary: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed or chosen."""
        marked = any(level or comment for level, comment in self.marks.values())
        stepped = any(step.words for step in self.steps.values())
        return not (marked or stepped or self.outcome or self.summary)
