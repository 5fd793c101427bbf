"""Who may see and do what with steps."""

from sqlalchemy import Select, or_, select

from portal.models import Feedback, Person, Step
from portal.policy.programmes import mentors


def visible_steps(person: Person) -> Select[Step]:
    """Select one's own steps and, in a programme, those of the learners one mentors.

    A step of an answer is nobody's before the answer is given.
    """
    given = select(Feedback.id).where(
        Feedback.id == Step.feedback_id, Feedback.given_at.is_not(None)
    )
    born = or_(Step.feedback_id.is_(None), given.exists())
    mentored = mentors(person, Step.person_id, Step.programme_id)
    return select(Step).where(born, or_(Step.person_id == person.id, mentored))


def may_change_step(person: Person, step: Step) -> bool:
    """Only the learner changes her steps and says that they are done."""
    return step.person_id == person.id


def may_change_own_words(person: Person, step: Step) -> bool:
    """The words of a step born from an answer are the mentor's; those of her own are hers."""
    return may_change_step(person, step) and step.feedback_id is None
