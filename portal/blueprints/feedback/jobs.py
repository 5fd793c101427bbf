"""Later work about answers: telling the learner, and the mentor who goes on."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.blueprints.feedback.queries.answer import with_work
from portal.blueprints.notices.telling import occasion, tell
from portal.clock import today
from portal.jobs import GiveUp, Tools, job
from portal.models import Addition, Feedback, Mentoring, News, Person, Question, Version


@job("feedback.tell_learner")
def tell_learner(tools: Tools, feedback_id: UUID) -> None:
    """Tell the learner that her work was answered, with the address of that very answer."""
    with tools.writing() as session:
        query = select(Feedback).where(Feedback.id == feedback_id).options(*with_work())
        feedback = session.scalar(query)
        if feedback is None or feedback.given_at is None:
            raise GiveUp("The answer is not given.")
        version, work = feedback.version, feedback.version.work
        tell(
            session,
            work.learner,
            kind=News.FEEDBACK,
            subject_id=feedback.id,
            path=f"/work/{work.id}/versions/{version.number}/feedback",
            says={
                "name": feedback.mentor.name,
                "title": work.title,
                "number": version.number,
            },
        )


@job("feedback.tell_of_answer")
def tell_of_answer(tools: Tools, feedback_id: UUID) -> None:
    """Tell a mentor that an unfinished answer was handed to him, unless it is given by now."""
    with tools.writing() as session:
        query = select(Feedback).where(Feedback.id == feedback_id).options(*with_work())
        feedback = session.scalar(query)
        if feedback is None or feedback.given_at is not None:
            return
        work = feedback.version.work
        tell(
            session,
            feedback.mentor,
            kind=News.HAND_OVER,
            subject_id=occasion(feedback.id, today()),
            path=f"/queue/{feedback.version_id}",
            says={"name": work.learner.name, "title": work.title},
            programme_id=work.programme_id,
            about_id=work.learner_id,
        )


@job("feedback.tell_of_learner")
def tell_of_learner(tools: Tools, mentoring_id: UUID) -> None:
    """Tell a mentor that he goes on with a learner, unless that has ended by now."""
    with tools.writing() as session:
        both = joinedload(Mentoring.mentor), joinedload(Mentoring.learner)
        running = Mentoring.id == mentoring_id, Mentoring.ended_on.is_(None)
        mentoring = session.scalar(select(Mentoring).where(*running).options(*both))
        if mentoring is None:
            return
        tell(
            session,
            mentoring.mentor,
            kind=News.HAND_OVER,
            subject_id=occasion(mentoring.id, today()),
            path=f"/learners/{mentoring.learner_id}",
            says={"name": mentoring.learner.name},
            programme_id=mentoring.programme_id,
            about_id=mentoring.learner_id,
        )


@job("feedback.tell_of_addition")
def tell_of_addition(tools: Tools, addition_id: UUID) -> None:
    """Tell the learner that something was added to an answer."""
    with tools.writing() as session:
        addition = session.get(Addition, addition_id, options=[joinedload(Addition.author)])
        if addition is None:
            return
        query = select(Feedback).where(Feedback.id == addition.feedback_id)
        feedback = session.scalars(query.options(*with_work())).one()
        version, work = feedback.version, feedback.version.work
        tell(
            session,
            work.learner,
            kind=News.ADDITION,
            subject_id=addition.id,
            path=f"/work/{work.id}/versions/{version.number}/feedback",
            says={"name": addition.author.name, "title": work.title},
        )


@job("feedback.tell_of_question")
def tell_of_question(tools: Tools, question_id: UUID) -> None:
    """Tell her mentors that a learner asks about a draft, while the question is open."""
    with tools.writing() as session:
        question = session.scalar(_question(question_id))
        if question is None or question.answer is not None or question.version.sent_at:
            return
        mentors = (
            select(Person)
            .join(Mentoring, Mentoring.mentor_id == Person.id)
            .where(
                Mentoring.learner_id == question.author_id,
                Mentoring.programme_id == question.programme_id,
                Mentoring.ended_on.is_(None),
            )
        )
        for mentor in session.scalars(mentors):
            tell(
                session,
                mentor,
                kind=News.QUESTION,
                subject_id=question.id,
                path=f"/questions/{question.id}",
                says=_says(question, question.author.name, answered=False),
                programme_id=question.programme_id,
                about_id=question.author_id,
            )


@job("feedback.tell_of_question_answer")
def tell_of_question_answer(tools: Tools, question_id: UUID) -> None:
    """Tell the learner that her question is answered."""
    with tools.writing() as session:
        question = session.scalar(_question(question_id))
        if question is None or question.mentor is None:
            return
        version = question.version
        tell(
            session,
            question.author,
            kind=News.QUESTION,
            subject_id=question.id,
            path=f"/work/{version.work_id}/versions/{version.number}/question",
            says=_says(question, question.mentor.name, answered=True),
        )


def _question(question_id: UUID) -> Select[Question]:
    version = joinedload(Question.version).joinedload(Version.work)
    both = joinedload(Question.author), joinedload(Question.mentor)
    return select(Question).where(Question.id == question_id).options(version, *both)


def _says(question: Question, name: str, *, answered: bool) -> dict[str, object]:
    return {"name": name, "title": question.version.work.title, "answered": answered}
