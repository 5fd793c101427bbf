"""Reflections and steps of the learner's own."""

from sqlalchemy.orm import Session

from portal.blueprints.reflections.actions import share_reflection, write_reflection
from portal.blueprints.steps.actions import add_step, finish_step, say_how_done
from portal.demo.pouring.pot import Events, Pot
from portal.demo.story.showing import OwnStep, Reflection
from portal.models import Reflection as ReflectionRow
from portal.models import Step


def events(pot: Pot) -> Events:
    """What learners write for themselves, and sometimes share."""
    for reflection in pot.story.reflections:
        yield pot.event(reflection.written, reflect, reflection)
        if reflection.shared:
            yield pot.event(reflection.shared, share_words, reflection)
    for number, step in enumerate(pot.story.steps):
        yield pot.event(step.added, plan_step, step, number)
        if step.done:
            yield pot.event(step.done, do_own_step, step, number)


def reflect(pot: Pot, session: Session, reflection: Reflection) -> None:
    """Write a reflection about a work, an answer or nothing."""
    answer = str(reflection.answer_to) if reflection.answer_to else None
    row = write_reflection(
        session,
        pot.person(session, reflection.person),
        words=reflection.words,
        prompt=reflection.asked,
        work_id=pot.ids["work", reflection.work] if reflection.work and not answer else None,
        feedback_id=pot.ids["feedback", reflection.work or "", answer] if answer else None,
    )
    pot.ids["reflection", reflection.key] = row.id


def share_words(pot: Pot, session: Session, reflection: Reflection) -> None:
    """Let her mentors read it."""
    row = pot.get(session, ReflectionRow, "reflection", reflection.key)
    share_reflection(session, row, programme_id=pot.ids["programme", reflection.shared_in or ""])


def plan_step(pot: Pot, session: Session, step: OwnStep, number: int) -> None:
    """Write down a next step of her own."""
    person = pot.person(session, step.person)
    due_on = step.due.day(pot.today) if step.due else None
    row = add_step(session, person, words=step.words, due_on=due_on)
    pot.ids["own step", str(number)] = row.id


def do_own_step(pot: Pot, session: Session, step: OwnStep, number: int) -> None:
    """Do it, and say how."""
    row = pot.get(session, Step, "own step", str(number))
    finish_step(session, row)
    say_how_done(session, row, words=step.done_words, work_id=None, stamp=row.stamp)
