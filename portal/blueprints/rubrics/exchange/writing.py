"""A rubric as JSON: `foothold: "rubric"`, `version: 1`, and its words."""

import json
from typing import Any

from portal.blueprints.rubrics.exchange.shape import RubricWords
from portal.folding import fold

KIND, VERSION = "rubric", 1
EXAMPLE = """{
  "foothold": "rubric",
  "version": 1,
  "title": "Keeping food safe",
  "language": "en",
  "criteria": [
    {
      "name": "Labels and dates",
      "words": "Every box says what it is and since when.",
      "skill": "Safe food",
      "levels": [
        {"name": "Not yet", "words": "Boxes have no label.", "met": false},
        {"name": "Achieved", "words": "You write the date on every label.", "met": true}
      ]
    }
  ]
}"""


def write_rubric(words: RubricWords) -> str:
    """Write the words of a rubric as JSON that people can read too."""
    whole = {
        "foothold": KIND,
        "version": VERSION,
        "title": words.title,
        "language": words.language,
        "criteria": [_criterion(words, place) for place in range(len(words.criteria))],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _criterion(words: RubricWords, place: int) -> dict[str, Any]:
    criterion, skill = words.criteria[place], words.skills[place]
    return {
        "name": criterion.name,
        "words": criterion.words,
        "skill": skill.name if skill else "",
        "levels": [
            {"name": level.name, "words": level.words, "met": level.met}
            for level in criterion.levels
        ],
    }


def file_name(words: RubricWords) -> str:
    """Return a name for the file in plain letters, from the title where it has some."""
    letters = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(words.title))
    return "-".join(letters.split())[:60].strip("-") + ".json" if letters.split() else "rubric.json"
