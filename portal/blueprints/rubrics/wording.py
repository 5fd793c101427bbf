"""The words of a criterion as they are typed, before they are rows."""

from dataclasses import dataclass
from uuid import UUID

from portal.models import Criterion
from portal.words import gettext as _


@dataclass(frozen=True, slots=True)
class LevelWords:
    """The words of one level, and whether it is enough."""

    name: str
    words: str
    met: bool


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """The words of one thing that is looked at, with its levels in order."""

    name: str
    words: str
    skill_id: UUID | None
    levels: tuple[LevelWords, ...]


def first_levels() -> tuple[LevelWords, ...]:
    """Return the four names that a new criterion starts with."""
    return (
        LevelWords(_("Not yet"), "", False),
        LevelWords(_("On the way"), "", False),
        LevelWords(_("Achieved"), "", True),
        LevelWords(_("Strong"), "", True),
    )


def words_of(criterion: Criterion) -> CriterionWords:
    """Read the words of a saved criterion, with its levels loaded."""
    levels = tuple(LevelWords(one.name, one.words, one.met) for one in criterion.levels)
    return CriterionWords(criterion.name, criterion.words, criterion.skill_id, levels)


def by_field(criterion: Criterion) -> dict[str, str]:
    """Return the saved words by the name of their box, to show beside what was typed."""
    saved = {"name": criterion.name, "words": criterion.words}
    saved["skill"] = str(criterion.skill_id or "")
    for place, level in enumerate(criterion.levels):
        saved[f"levels-{place}-name"], saved[f"levels-{place}-words"] = level.name, level.words
    return saved
