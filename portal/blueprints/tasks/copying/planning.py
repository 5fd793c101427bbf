"""What a copy will make, read before anything is made; the copy does just that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from portal import tokens
from portal.blueprints.rubrics.exchange import (
    NamedSkill,
    RubricWords,
    skills_here,
    unknown_skills,
    words_of_edition,
)
from portal.blueprints.rubrics.queries import editions_where, is_newest
from portal.blueprints.tasks.copying.choosing import Chosen
from portal.models import Edition, Programme, Prompt, Task


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task to be made; `twin` tells that one with its title is there already."""

    task: Task
    due_on: date | None
    prompts: int
    twin: bool


@dataclass(frozen=True, slots=True)
class PlannedRubric:
    """A rubric that comes along: made anew, or one with the same words that is there."""

    edition_id: UUID
    words: RubricWords
    there: UUID | None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a copy makes in a programme."""

    to: Programme
    tasks: list[PlannedTask]
    rubrics: list[PlannedRubric]
    skills: list[NamedSkill]

    @property
    def mark(self) -> str:
        """Return what stands for the plan as it was shown: another plan has another one."""
        tasks = [(one.task.id, one.task.stamp, one.due_on, one.twin) for one in self.tasks]
        rubrics = [(one.edition_id, one.words, one.there) for one in self.rubrics]
        return tokens.hash_of(repr((self.to.id, tasks, rubrics, self.skills)))


def plan_copy(session: Session, chosen: Chosen, *, source: Programme, to: Programme) -> Plan:
    """Say what a copy of these tasks and rubrics of one programme makes in another, or here."""
    found = _tasks(session, chosen, source)
    rubrics = _rubrics(session, chosen, [task for task, _count in found], source, to)
    twins = _titles(session, to, [task.title for task, _count in found])
    days = _days([task for task, _count in found], chosen.first_on)
    tasks = [PlannedTask(t, days[t.id], count, t.title in twins) for t, count in found]
    new = [one for one in rubrics if one.there is None]
    known = skills_here(session, to.id) if new else {}
    skills = unknown_skills(known, (skill for one in new for skill in one.words.skills))
    return Plan(to, tasks, rubrics, list(skills.values()))


def _tasks(session: Session, chosen: Chosen, source: Programme) -> list[tuple[Task, int]]:
    count = select(func.count()).where(Prompt.task_id == Task.id).scalar_subquery()
    query = (
        select(Task, count)
        .where(Task.programme_id == source.id, Task.id.in_(chosen.tasks))
        .order_by(Task.created_at, Task.id)
    )
    return [(task, prompts) for task, prompts in session.execute(query)]


def _titles(session: Session, to: Programme, titles: Iterable[str]) -> set[str]:
    query = select(Task.title).where(Task.programme_id == to.id, Task.title.in_(titles))
    return set(session.scalars(query))


def _days(tasks: Sequence[Task], first_on: date | None) -> dict[UUID, date | None]:
    """Move all days together; without a first one there are none."""
    first = min((task.due_on for task in tasks if task.due_on), default=None)
    if first is None or first_on is None:
        return dict.fromkeys((task.id for task in tasks), None)
    return {task.id: _moved(task.due_on, first_on - first) for task in tasks}


def _moved(day: date | None, by: timedelta) -> date | None:
    try:
        return day + by if day else None
    except OverflowError:  # beyond the year 9999
        return None


def _rubrics(
    session: Session, chosen: Chosen, tasks: Sequence[Task], source: Programme, to: Programme
) -> list[PlannedRubric]:
    asked = {task.edition_id for task in tasks}
    is_asked = or_(Edition.id.in_(asked), and_(Edition.rubric_id.in_(chosen.rubrics), is_newest()))
    wanted = and_(Edition.programme_id == source.id, is_asked)
    titles = select(Edition.title).where(wanted)
    may_be_there = and_(Edition.programme_id == to.id, is_newest(), Edition.title.in_(titles))
    editions = editions_where(session, or_(wanted, may_be_there))
    words = {one.id: words_of_edition(one) for one in editions}
    there = {words[one.id].alike: one.id for one in editions if one.programme_id == to.id}
    return [
        PlannedRubric(
            one.id,
            words[one.id],
            one.id if to.id == source.id else there.get(words[one.id].alike),
        )
        for one in editions
        if one.programme_id == source.id and (one.id in asked or one.rubric_id in chosen.rubrics)
    ]
