"""Answers: begun, given and read; replies, and steps that were done."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal import log
from portal.blueprints.feedback.actions import Typed, TypedStep, give, save_draft
from portal.blueprints.feedback.actions.reading import note_read
from portal.blueprints.feedback.queries.desk import find_to_answer
from portal.blueprints.feedback.queries.digests import digest_now
from portal.blueprints.notes.actions import pin_spot, pin_words
from portal.blueprints.notes.replying import mark_note, reply_to_note
from portal.blueprints.steps.actions import finish_step, say_how_done
from portal.clock import now, standing_at
from portal.demo.pouring.pot import Events, Pot
from portal.demo.story.works import Feedback, NextStep, Note, Reply, Work
from portal.models import Feedback as FeedbackRow
from portal.models import Note as NoteRow
from portal.models import Step, Version
from portal.places import find_quote

WHILE = timedelta(seconds=40)  # between one note and the next


def events(pot: Pot) -> Events:
    """A mentor begins, gives, and is read; then both sides talk."""
    for work in pot.story.works:
        for number, version in enumerate(work.versions, 1):
            if version.feedback:
                yield from _events_of(pot, work, number, version.feedback)


def _events_of(pot: Pot, work: Work, number: int, answer: Feedback) -> Events:
    yield pot.event(answer.begun, write_answer, work, number, answer)
    if answer.given:
        yield pot.event(answer.given, give_answer, work, number)
    if answer.read:
        yield pot.event(answer.read, read_answer, work, number)
    for place, note in enumerate(answer.notes, 1):
        for reply in note.replies:
            yield pot.event(reply.at, write_reply, work, number, place, reply)
        last = max((reply.at for reply in note.replies), default=answer.read or answer.begun)
        if note.done is not None:
            yield pot.event(last, say_done, work, number, place, note.done)
    for place, step in enumerate(answer.steps, 1):
        if step.done:
            yield pot.event(step.done, do_step, work, number, place, step)


def write_answer(pot: Pot, session: Session, work: Work, number: int, answer: Feedback) -> None:
    """Write the draft of an answer: marks, next steps, and notes one after the other."""
    mentor = pot.person(session, answer.mentor)
    version = find_to_answer(session, mentor, pot.ids["version", work.key, str(number)])
    if version is None:
        raise ValueError(f"{work.key}: {answer.mentor} does not see version {number}")
    _open(session, mentor.id, version)
    typed = _typed(pot, work, answer)
    row = save_draft(session, version, mentor, typed=typed, stamp=None, theirs={}, labels={})
    pot.ids["feedback", work.key, str(number)] = row.id
    for place, note in enumerate(answer.notes, 1):
        with standing_at(now() + place * WHILE):
            pinned = _pin(pot, session, work, version, row, note)
        pot.ids["note", work.key, str(number), str(place)] = pinned


def _open(session: Session, mentor_id: UUID, version: Version) -> None:
    """Whoever answers a version has opened it: the learner can read that."""
    log.note_opened(
        session,
        person_id=mentor_id,
        about_id=version.work.learner_id,
        what=log.Opened.VERSION,
        subject_id=version.id,
        programme_id=version.programme_id,
    )


def _typed(pot: Pot, work: Work, answer: Feedback) -> Typed:
    rubric = pot.story.rubric_of(work)
    key = rubric.key if rubric else ""
    return Typed(
        marks={
            pot.ids["criterion", key, criterion]: (
                pot.ids["level", key, criterion, mark.level],
                mark.comment,
            )
            for criterion, mark in answer.marks.items()
        },
        steps={
            place: TypedStep(step.words, step.due.day(pot.today))
            for place, step in enumerate(answer.steps, 1)
        },
        outcome=answer.outcome,
        summary=answer.summary,
    )


def _pin(
    pot: Pot, session: Session, work: Work, version: Version, row: FeedbackRow, note: Note
) -> UUID:
    if note.picture:
        media_id = pot.ids["media", work.learner, note.picture.name]
        spot = {"x": note.x or 0.0, "y": note.y or 0.0}
        return pin_spot(session, row, media_id=media_id, **spot, words=note.words).id
    place = find_quote(version.plain, note.quote or "")
    if place is None:
        raise ValueError(f"{work.key}: “{note.quote}” is not in the text")
    return pin_words(session, row, place=place, words=note.words).id


def give_answer(pot: Pot, session: Session, work: Work, number: int) -> None:
    """Give all of it at once."""
    row = pot.get(session, FeedbackRow, "feedback", work.key, str(number))
    give(session, row, seen=digest_now(session, row))


def read_answer(pot: Pot, session: Session, work: Work, number: int) -> None:
    """Note that the learner has read it."""
    note_read(session, feedback_id=pot.ids["feedback", work.key, str(number)])


def write_reply(
    pot: Pot, session: Session, work: Work, number: int, place: int, reply: Reply
) -> None:
    """Answer under a note."""
    author = pot.person(session, reply.author)
    note = _note(session, pot.ids["note", work.key, str(number), str(place)])
    reply_to_note(session, author, note, words=reply.words)


def say_done(pot: Pot, session: Session, work: Work, number: int, place: int, done: bool) -> None:
    """Say that what a note asks is done, or not yet."""
    learner = pot.person(session, work.learner)
    note = _note(session, pot.ids["note", work.key, str(number), str(place)])
    mark_note(session, learner, note, done=done)


def _note(session: Session, note_id: UUID) -> NoteRow:
    around = joinedload(NoteRow.feedback).joinedload(FeedbackRow.version).joinedload(Version.work)
    return session.scalars(select(NoteRow).where(NoteRow.id == note_id).options(around)).one()


def do_step(
    pot: Pot, session: Session, work: Work, number: int, place: int, step: NextStep
) -> None:
    """Do a next step, and say how."""
    answer_id = pot.ids["feedback", work.key, str(number)]
    query = select(Step).where(Step.feedback_id == answer_id, Step.position == place)
    row = session.scalars(query).one()
    finish_step(session, row)
    say_how_done(session, row, words=step.done_words, work_id=None, stamp=row.stamp)
