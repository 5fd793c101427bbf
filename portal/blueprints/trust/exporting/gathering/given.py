"""What a mentor said and keeps: answers, replies, phrases, days.

It holds her own words; a learner's name only while she mentors that learner, and nothing that a
learner wrote.
"""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.blueprints.trust.exporting.gathering.answers import marks_of, steps_of
from portal.blueprints.trust.exporting.gathering.base import Pack, Thing
from portal.models import (
    Addition,
    Away,
    Criterion,
    Feedback,
    Hour,
    Note,
    Phrase,
    Programme,
    Question,
    Reply,
    Version,
    Work,
)
from portal.policy.programmes import mentors


def answers_given(pack: Pack) -> Iterator[Thing]:
    """Yield her answers, also those that she has not given yet."""
    query = select(Feedback.id).where(Feedback.mentor_id == pack.person.id)
    for feedback_id in pack.session.scalars(query.order_by(Feedback.created_at)).all():
        yield _given(pack, feedback_id)


def _given(pack: Pack, feedback_id: UUID) -> Thing:
    feedback = pack.session.get_one(Feedback, feedback_id, options=_WITH_WORK)
    work = feedback.version.work
    mentored = mentors(pack.person, Work.learner_id, Work.programme_id)
    seen = pack.session.scalar(select(Work.id).where(Work.id == work.id, mentored)) is not None
    notes = select(Note.words).where(Note.feedback_id == feedback_id).order_by(Note.created_at)
    return {
        "learner": work.learner.name if seen else None,
        "about_work": work.title if seen else None,
        "number": feedback.version.number,
        "saved": feedback.saved_at,
        "given": feedback.given_at,
        "outcome": feedback.outcome,
        "summary": feedback.summary,
        "marks": marks_of(pack, feedback_id),
        "notes": [{"words": words} for words in pack.session.scalars(notes)],
        "next_steps": steps_of(pack, feedback_id),
    }


_WITH_WORK = (joinedload(Feedback.version).joinedload(Version.work).joinedload(Work.learner),)


def said_elsewhere(pack: Pack) -> Iterator[Thing]:
    """Yield her replies and additions to the works of others."""
    her = pack.person.id
    replies = (
        select(Reply.created_at, Reply.words)
        .join(Note, Note.id == Reply.note_id)
        .join(Version, Version.id == Note.version_id)
        .join(Work, Work.id == Version.work_id)
        .where(Reply.author_id == her, Work.learner_id != her)
    )
    additions = select(Addition.created_at, Addition.words).where(Addition.author_id == her)
    found = [*pack.session.execute(replies), *pack.session.execute(additions)]
    for at, words in sorted(found, key=lambda row: row[0]):
        yield {"at": at, "words": words}


def questions_answered(pack: Pack) -> Iterator[Thing]:
    """Yield what she answered to questions about drafts."""
    query = select(Question).where(Question.mentor_id == pack.person.id)
    for question in pack.session.scalars(query.order_by(Question.answered_at)).all():
        yield {"at": question.answered_at, "words": question.answer}


def phrases(pack: Pack) -> Iterator[Thing]:
    """Yield her own sentences for re-use."""
    query = (
        select(Phrase.words, Criterion.name, Phrase.created_at)
        .outerjoin(Criterion, Criterion.id == Phrase.criterion_id)
        .where(Phrase.mentor_id == pack.person.id)
        .order_by(Phrase.created_at)
    )
    for words, criterion, at in pack.session.execute(query).all():
        yield {"words": words, "criterion": criterion, "created": at}


def away(pack: Pack) -> Iterator[Thing]:
    """Yield the days on which she promised nothing."""
    query = select(Away).where(Away.mentor_id == pack.person.id).order_by(Away.starts_on)
    for days in pack.session.scalars(query).all():
        yield {"starts": days.starts_on, "ends": days.ends_on}


def hours(pack: Pack) -> Iterator[Thing]:
    """Yield the weekdays on which she answers; Monday is 1."""
    query = (
        select(Hour.weekday, Hour.words, Programme.name)
        .join(Programme, Programme.id == Hour.programme_id)
        .where(Hour.mentor_id == pack.person.id)
        .order_by(Programme.name, Hour.weekday)
    )
    for weekday, words, programme in pack.session.execute(query).all():
        yield {"programme": programme, "weekday": weekday + 1, "words": words}
