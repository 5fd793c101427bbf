"""A rubric as words that can be carried elsewhere: written as JSON, read again, made anew."""

from portal.blueprints.rubrics.exchange.keeping import (
    keep_rubric,
    skills_here,
    unknown_skills,
)
from portal.blueprints.rubrics.exchange.reading import MOST_BYTES, NotARubric, read_rubric
from portal.blueprints.rubrics.exchange.shape import NamedSkill, RubricWords, words_of_edition
from portal.blueprints.rubrics.exchange.writing import EXAMPLE, file_name, write_rubric

__all__ = [
    "EXAMPLE",
    "MOST_BYTES",
    "NamedSkill",
    "NotARubric",
    "RubricWords",
    "file_name",
    "keep_rubric",
    "read_rubric",
    "skills_here",
    "unknown_skills",
    "words_of_edition",
    "write_rubric",
]
