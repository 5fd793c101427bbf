"""What pages read about questions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from portal.models import Person, Question, Version, Work
from portal.policy.programmes import mentors
from portal.policy.questions import visible_questions
from portal.policy.work import visible_versions

MOST = 50


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits for an answer of one of her mentors."""

    id: UUID
    learner: str
    title: str
    words: str
    at: datetime


def find_asked(session: Session, person: Person, work_id: UUID, number: int) -> Version | None:
    """Return a version that the person may see, with its work and its question."""
    query = visible_versions(person).where(Version.work_id == work_id, Version.number == number)
    around = (
        joinedload(Version.work),
        joinedload(Version.question).joinedload(Question.mentor),
    )
    return session.scalars(query.options(*around)).one_or_none()


def find_question(session: Session, person: Person, question_id: UUID) -> Question | None:
    """Return a question that the person may see, with its draft and who asks."""
    query = visible_questions(person).where(Question.id == question_id)
    return session.scalars(_around(query)).one_or_none()


def find_question_to_answer(session: Session, person: Person, question_id: UUID) -> Question | None:
    """Return a question of a learner whom the person mentors, although it is closed meanwhile.

    Whoever typed an answer to it has to be told so, with every word kept.
    """
    query = (
        select(Question)
        .join(Version, Version.id == Question.version_id)
        .join(Work, Work.id == Version.work_id)
        .where(Question.id == question_id, mentors(person, Work.learner_id, Work.programme_id))
    )
    return session.scalars(_around(query)).one_or_none()


def questions_waiting(session: Session, mentor: Person, programme_id: UUID) -> list[OpenQuestion]:
    """Return the open questions of his learners in the programme, oldest first."""
    query = (
        visible_questions(mentor)
        .join(Person, Person.id == Question.author_id)
        .where(Question.programme_id == programme_id, Question.author_id != mentor.id)
        .order_by(Question.created_at, Question.id)
        .limit(MOST)
        .with_only_columns(Question.id, Person.name, Work.title, Question.words)
        .add_columns(Question.created_at)
    )
    return [OpenQuestion(*row) for row in session.execute(query)]


def _around(query: Select[Question]) -> Select[Question]:
    version = joinedload(Question.version).joinedload(Version.work)
    return query.options(version, joinedload(Question.author))
