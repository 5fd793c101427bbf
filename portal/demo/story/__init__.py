"""The story that the demo tells, read from `content/`; what it says is data, not code."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from portal.demo.story.asks import Prompt, Rubric, Task
from portal.demo.story.cast import Person, Programme
from portal.demo.story.pieces import CONTENT
from portal.demo.story.reading import shape
from portal.demo.story.showing import OwnStep, Portfolio, Reflection
from portal.demo.story.works import Work

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Story:
    """Everything that happens; things name each other by their keys."""

    people: tuple[Person, ...]
    programmes: tuple[Programme, ...]
    rubrics: tuple[Rubric, ...]
    tasks: tuple[Task, ...]
    prompts: tuple[Prompt, ...]
    works: tuple[Work, ...]
    reflections: tuple[Reflection, ...]
    steps: tuple[OwnStep, ...]
    portfolios: tuple[Portfolio, ...]

    def rubric_of(self, work: Work) -> Rubric | None:
        """Return the rubric by which this work is judged, if there is one."""
        task = next((task for task in self.tasks if task.key == work.task), None)
        return next((rubric for rubric in self.rubrics if task and rubric.key == task.rubric), None)


def load_story() -> Story:
    """Read the whole story; a file that does not fit is an error that names the place."""
    return Story(
        people=_rows(Person, "people.json"),
        programmes=_rows(Programme, "programmes.json"),
        rubrics=tuple(_one(Rubric, name) for name in _names("rubrics")),
        tasks=_rows(Task, "tasks.json"),
        prompts=_rows(Prompt, "prompts.json"),
        works=tuple(work for name in _names("works") for work in _rows(Work, name)),
        reflections=_rows(Reflection, "reflections.json"),
        steps=_rows(OwnStep, "steps.json"),
        portfolios=_rows(Portfolio, "portfolios.json"),
    )


def _names(folder: str) -> Iterable[str]:
    return sorted(f"{folder}/{path.name}" for path in (CONTENT / folder).glob("*.json"))


def _rows(kind: type[Thing], name: str) -> tuple[Thing, ...]:
    return tuple(shape(kind, row, f"{name}[{n}]") for n, row in enumerate(_data(name)))


def _one(kind: type[Thing], name: str) -> Thing:
    thing: Thing = shape(kind, _data(name), name)
    return thing


def _data(name: str) -> Any:
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))
