"""Rubrics, tasks, and questions to reflect on."""

from sqlalchemy.orm import Session

from portal.blueprints.reflections.prompting import monday_of
from portal.demo.pouring.pot import Events, Pot
from portal.demo.story.asks import Criterion, Prompt, Rubric, Task
from portal.demo.story.times import When
from portal.models import Criterion as CriterionRow
from portal.models import Edition, Level
from portal.models import Prompt as PromptRow
from portal.models import Rubric as RubricRow
from portal.models import Task as TaskRow

WRITTEN = When(-94)


def events(pot: Pot) -> Events:
    """The rubrics are written before the tasks that are judged by them."""
    for rubric in pot.story.rubrics:
        yield pot.event(WRITTEN, write_rubric, rubric)
    for task in pot.story.tasks:
        yield pot.event(WRITTEN, write_task, task)
    for prompt in pot.story.prompts:
        yield pot.event(WRITTEN, write_prompt, prompt)


def write_rubric(pot: Pot, session: Session, rubric: Rubric) -> None:
    """Write the first edition with its criteria and levels."""
    programme_id = pot.ids["programme", rubric.programme]
    rubric_id = pot.keep(session, RubricRow(programme_id=programme_id))
    edition = Edition(
        programme_id=programme_id,
        rubric_id=rubric_id,
        number=1,
        title=rubric.title,
        language=rubric.language,
    )
    pot.keep(session, edition, "edition", rubric.key)
    for position, criterion in enumerate(rubric.criteria, 1):
        _write_criterion(pot, session, rubric, criterion, position)


def _write_criterion(
    pot: Pot, session: Session, rubric: Rubric, criterion: Criterion, position: int
) -> None:
    programme_id = pot.ids["programme", rubric.programme]
    row = CriterionRow(
        programme_id=programme_id,
        edition_id=pot.ids["edition", rubric.key],
        skill_id=pot.ids["skill", criterion.skill],
        position=position,
        name=criterion.name,
        words=criterion.words,
    )
    criterion_id = pot.keep(session, row, "criterion", rubric.key, criterion.key)
    for place, level in enumerate(criterion.levels, 1):
        level_row = Level(
            programme_id=programme_id,
            criterion_id=criterion_id,
            position=place,
            name=level.name,
            words=level.words,
            met=level.met,
        )
        pot.keep(session, level_row, "level", rubric.key, criterion.key, level.name)


def write_task(pot: Pot, session: Session, task: Task) -> None:
    """Say what to do, judged by its rubric."""
    row = TaskRow(
        programme_id=pot.ids["programme", task.programme],
        edition_id=pot.ids["edition", task.rubric],
        title=task.title,
        words=task.words,
        kinds="\n".join(task.kinds),
        due_on=task.due.day(pot.today) if task.due else None,
        answer_days=task.answer_days,
    )
    pot.keep(session, row, "task", task.key)


def write_prompt(pot: Pot, session: Session, prompt: Prompt) -> None:
    """Ask learners a question."""
    row = PromptRow(
        programme_id=pot.ids["programme", prompt.programme],
        task_id=pot.ids["task", prompt.task] if prompt.task else None,
        week_on=monday_of(pot.today) if prompt.this_week else None,
        words=prompt.words,
    )
    pot.keep(session, row)
