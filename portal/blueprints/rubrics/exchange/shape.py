"""The words of a whole rubric, with its skills by their names."""

from dataclasses import dataclass, replace

from portal.blueprints.rubrics.wording import CriterionWords, words_of
from portal.folding import fold
from portal.models import Edition


@dataclass(frozen=True, slots=True)
class NamedSkill:
    """A skill by its name; the words stand beside it where they are known."""

    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class RubricWords:
    """What a rubric says; `skills` stand beside the criteria, one for each, or none."""

    title: str
    language: str
    criteria: tuple[CriterionWords, ...]
    skills: tuple[NamedSkill | None, ...]

    @property
    def alike(self) -> tuple[object, ...]:
        """Return what two rubrics that say the same have in common."""
        names = tuple(fold(skill.name) if skill else "" for skill in self.skills)
        return self.title, self.criteria, names


def words_of_edition(edition: Edition) -> RubricWords:
    """Read the words of an edition, with its criteria, levels and skills loaded."""
    return RubricWords(
        edition.title,
        edition.language,
        tuple(replace(words_of(one), skill_id=None) for one in edition.criteria),
        tuple(
            NamedSkill(one.skill.name, one.skill.words) if one.skill else None
            for one in edition.criteria
        ),
    )
