"""The questions of a programme: its list, and which of them fits a learner now."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from portal.clock import today
from portal.models import Person, Prompt, Reflection, Task, Work
from portal.policy.reflections import visible_prompts

PAGE, OFFERED = 50, 6


@dataclass(frozen=True, slots=True)
class PromptLine:
    """A question in the coordinator's list, and when it is asked."""

    id: UUID
    words: str
    week_on: date | None
    task: str


def monday_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def prompts_of(
    session: Session, programme_id: UUID, *, number: int = 1
) -> tuple[list[PromptLine], bool]:
    """Return one page of questions, and whether another follows: weeks last, the latest first."""
    query = (
        select(Prompt.id, Prompt.words, Prompt.week_on, func.coalesce(Task.title, ""))
        .outerjoin(Task, Task.id == Prompt.task_id)
        .where(Prompt.programme_id == programme_id)
        .order_by(
            Prompt.week_on.is_not(None),
            Prompt.week_on.desc(),
            Task.title.is_not(None),
            Task.title,
            Prompt.created_at,
            Prompt.id,
        )
    )
    rows = session.execute(query.offset((number - 1) * PAGE).limit(PAGE + 1)).all()
    return [PromptLine(*row) for row in rows[:PAGE]], len(rows) > PAGE


def find_prompt(session: Session, person: Person, prompt_id: UUID) -> Prompt | None:
    """Return a question of a programme that the person is in."""
    return session.scalars(visible_prompts(person).where(Prompt.id == prompt_id)).one_or_none()


def prompt_of_the_week(session: Session, person: Person, programme_id: UUID) -> str:
    """Return this week's question, in her zone, until she has answered it; else nothing."""
    query = _ordered(person, programme_id).where(_this_week(person), ~_answered(person))
    return session.scalar(query.limit(1)) or ""


def prompt_after(
    session: Session, person: Person, *, programme_id: UUID, task_id: UUID | None
) -> str:
    """Return what to ask after an answer: the task's question, else the week's, else any."""
    fits = or_(_this_week(person), _any_time(), Prompt.task_id == task_id)
    return session.scalar(_ordered(person, programme_id).where(fits).limit(1)) or ""


def prompts_for(session: Session, person: Person, programme_id: UUID) -> list[str]:
    """Return the questions that she may choose from, those not answered first."""
    begun = select(Work.task_id).where(Work.learner_id == person.id)
    fits = or_(_this_week(person), _any_time(), Prompt.task_id.in_(begun))
    query = _ordered(person, programme_id).where(fits).order_by(None)
    query = query.order_by(_answered(person), *_places()).limit(OFFERED)
    return list(dict.fromkeys(session.scalars(query)))


def _ordered(person: Person, programme_id: UUID) -> Select[str]:
    query = select(Prompt.words).where(Prompt.programme_id == programme_id)
    place, *rest = _places()
    return query.order_by(place, _answered(person), *rest)


def _places() -> tuple[ColumnElement[Any], ...]:
    place = case((Prompt.task_id.is_not(None), 0), (Prompt.week_on.is_not(None), 1), else_=2)
    return place, Prompt.created_at.expression, Prompt.id.expression


def _answered(person: Person) -> ColumnElement[bool]:
    return exists().where(Reflection.person_id == person.id, Reflection.prompt == Prompt.words)


def _this_week(person: Person) -> ColumnElement[bool]:
    return Prompt.week_on == monday_of(today(person.zone))


def _any_time() -> ColumnElement[bool]:
    return and_(Prompt.task_id.is_(None), Prompt.week_on.is_(None))
