"""Who may see and do what with a question about an unsent draft."""

from sqlalchemy import ColumnElement, Select, and_, or_, select

from portal.models import Person, Question, Version, Work
from portal.policy.programmes import is_learner_in, is_mentor_in, mentors


def asked_about() -> ColumnElement[bool]:
    """Select by: an open question lets the learner's mentors read this unsent version."""
    return (
        select(Question.id)
        .where(Question.version_id == Version.id, Question.answer.is_(None))
        .exists()
    )


def visible_questions(person: Person) -> Select[Question]:
    """Select one's own questions, and the open ones of the learners one mentors."""
    still_open = and_(Question.answer.is_(None), Version.sent_at.is_(None))
    mentored = and_(mentors(person, Work.learner_id, Work.programme_id), still_open)
    return (
        select(Question)
        .join(Version, Version.id == Question.version_id)
        .join(Work, Work.id == Version.work_id)
        .where(or_(Question.author_id == person.id, mentored))
    )


def is_asked_about(version: Version) -> bool:
    """Tell whether an open question shows this draft to her mentors."""
    question = version.question
    return version.sent_at is None and question is not None and question.answer is None


def may_ask(person: Person, version: Version) -> bool:
    """The learner asks about her draft while she is in the programme."""
    work = version.work
    return work.learner_id == person.id and is_learner_in(person, work.programme_id)


def may_answer_question(person: Person, question: Question) -> bool:
    """A mentor answers; that she is mentored by him says who sees the question."""
    return question.author_id != person.id and is_mentor_in(person, question.programme_id)
