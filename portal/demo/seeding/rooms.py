"""Programmes, with what every one of them has: cohorts, skills, rubrics, tasks and prompts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from portal.demo.seeding.content import programme_name
from portal.demo.seeding.sheet import Sheet
from portal.demo.seeding.sizes import COHORTS, CORE, Share
from portal.demo.story import Story
from portal.demo.story.asks import Criterion as CriterionStory
from portal.demo.story.asks import Rubric as RubricStory
from portal.demo.story.asks import Task as TaskStory
from portal.models import (
    Cohort,
    Criterion,
    Edition,
    Level,
    Programme,
    Prompt,
    Rubric,
    Skill,
    Task,
)

FOUNDED = timedelta(days=330)
AGAIN = ("", ", again", ", a third time")  # tasks come back, so that there are enough
PROMPTS = ("What was hard this week?", "What would you tell somebody who starts tomorrow?")


@dataclass(frozen=True, slots=True)
class Judged:
    """The rows of one edition, found by the keys of the story."""

    edition_id: UUID
    criteria: Mapping[str, UUID]
    levels: Mapping[tuple[str, str], UUID]


@dataclass(frozen=True, slots=True)
class Asked:
    """One task of a programme; `key` is that of the story."""

    id: UUID
    key: str
    title: str
    answer_days: int
    judged: Judged


@dataclass(frozen=True, slots=True)
class Room:
    """One programme as far as what is made in it has to know."""

    programme_id: UUID
    answer_days: int
    cohorts: tuple[UUID, ...]
    skills: tuple[UUID, ...]
    tasks: tuple[Asked, ...]

    def cohort_of(self, place: int) -> UUID:
        """Return the cohort of the learner at that place in the programme."""
        return self.cohorts[0 if place < CORE else place % len(self.cohorts)]


def found(sheet: Sheet, story: Story, share: Share, midnight: datetime) -> Room:
    """Make one programme, with nobody in it yet."""
    at, chance = midnight - FOUNDED, Random(f"room {share.number}")
    programme = {"name": programme_name(share.number), "answer_days": 4}
    own = sheet.add(Programme, at, chance, **programme)
    skills = {
        skill.key: sheet.add(
            Skill,
            at,
            chance,
            programme_id=own,
            position=position,
            name=skill.name,
            words=skill.words,
        )
        for position, skill in enumerate(story.programmes[0].skills, 1)
    }
    judged = {
        rubric.key: _rubric(sheet, at, chance, own, rubric, skills) for rubric in story.rubrics
    }
    tasks = [
        _task(sheet, at, chance, own, task, judged[task.rubric], again)
        for again in AGAIN
        for task in story.tasks
    ]
    for words in PROMPTS:
        sheet.add(Prompt, at, chance, programme_id=own, words=words)
    return Room(
        programme_id=own,
        answer_days=4,
        cohorts=tuple(_cohorts(sheet, share, own, at)),
        skills=tuple(skills.values()),
        tasks=tuple(tasks),
    )


def _cohorts(sheet: Sheet, share: Share, programme_id: UUID, at: datetime) -> list[UUID]:
    return [
        sheet.add(
            Cohort,
            at,
            Random(f"room {share.number} cohort {number}"),
            programme_id=programme_id,
            name=f"Group {number}",
            starts_on=at.date(),
            ends_on=at.date() + timedelta(days=400),
        )
        for number in range(1, COHORTS + 1)
    ]


def _rubric(
    sheet: Sheet,
    at: datetime,
    chance: Random,
    programme_id: UUID,
    rubric: RubricStory,
    skills: Mapping[str, UUID],
) -> Judged:
    own = sheet.add(Rubric, at, chance, programme_id=programme_id)
    edition = sheet.add(
        Edition,
        at,
        chance,
        programme_id=programme_id,
        rubric_id=own,
        number=1,
        title=rubric.title,
        language=rubric.language,
        used_at=at,
    )
    criteria: dict[str, UUID] = {}
    levels: dict[tuple[str, str], UUID] = {}
    for position, criterion in enumerate(rubric.criteria, 1):
        criteria[criterion.key] = sheet.add(
            Criterion,
            at,
            chance,
            programme_id=programme_id,
            edition_id=edition,
            skill_id=skills.get(criterion.skill),
            position=position,
            name=criterion.name,
            words=criterion.words,
        )
        made = _levels(sheet, at, chance, programme_id, criteria[criterion.key], criterion)
        levels |= {(criterion.key, name): level_id for name, level_id in made.items()}
    return Judged(edition, criteria, levels)


def _levels(
    sheet: Sheet,
    at: datetime,
    chance: Random,
    programme_id: UUID,
    criterion_id: UUID,
    criterion: CriterionStory,
) -> dict[str, UUID]:
    return {
        level.name: sheet.add(
            Level,
            at,
            chance,
            programme_id=programme_id,
            criterion_id=criterion_id,
            position=position,
            name=level.name,
            words=level.words,
            met=level.met,
        )
        for position, level in enumerate(criterion.levels, 1)
    }


def _task(
    sheet: Sheet,
    at: datetime,
    chance: Random,
    programme_id: UUID,
    task: TaskStory,
    judged: Judged,
    again: str,
) -> Asked:
    title = task.title + again
    own = sheet.add(
        Task,
        at,
        chance,
        programme_id=programme_id,
        edition_id=judged.edition_id,
        title=title,
        words=task.words,
        kinds="\n".join(task.kinds),
        answer_days=task.answer_days,
    )
    return Asked(own, task.key, title, task.answer_days, judged)
