"""Texts and pictures, which stand in files of their own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.demo.drawings import draw

CONTENT = Path(__file__).parent.parent / "content"


@dataclass(frozen=True)
class Text:
    """What a learner typed, in Markdown, exactly as it is sent."""

    title: str
    language: str
    source: str

    @classmethod
    def read(cls, name: str) -> Text:
        """Read the text of that name; what stands between the two lines is about it."""
        whole = (CONTENT / "texts" / f"{name}.md").read_text(encoding="utf-8")
        _, about, source = whole.split("---\n", 2)
        known = dict(line.split(": ", 1) for line in about.splitlines())
        return cls(known["title"], known["language"], source.strip())


@dataclass(frozen=True)
class Picture:
    """One of our drawings, as a learner sends it."""

    name: str
    file_name: str
    alt: str

    @classmethod
    def read(cls, name: str) -> Picture:
        """Return the picture of that name."""
        return pictures()[name]

    def jpeg(self) -> bytes:
        """Draw it; some carry a place and are held sideways, as phones do it."""
        return draw(self.name)


@cache
def pictures() -> dict[str, Picture]:
    """Read what is known about each drawing."""
    rows = json.loads((CONTENT / "pictures.json").read_text(encoding="utf-8"))
    return {row["name"]: Picture(**row) for row in rows}
