"""What a mentor typed on the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TypedStep:
    """One row of the next steps; an emptied one takes the step away."""

    words: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Typed:
    """The whole draft: a level and a comment by criterion, steps by row, outcome and summary.

    What is None, and a row that is not there, did not come from this page: it stays as it was.
    """

    marks: Mapping[UUID, tuple[UUID | None, str | None]] = field(default_factory=dict)
    steps: Mapping[int, TypedStep] = field(default_factory=dict)
    outcome: str | None = None
    summary: str | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed or chosen."""
        marked = any(level or comment for level, comment in self.marks.values())
        stepped = any(step.words for step in self.steps.values())
        return not (marked or stepped or self.outcome or self.summary)
