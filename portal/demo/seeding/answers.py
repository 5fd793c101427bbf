"""Answers: marks by rubric, notes in the text with replies under them, and next steps."""

from datetime import datetime, timedelta
from uuid import UUID

from portal.demo.seeding import news
from portal.demo.seeding.content import words
from portal.demo.seeding.hand import Fate, Hand, Made
from portal.demo.seeding.patterns import place_of
from portal.demo.story.works import Feedback as Answer
from portal.demo.story.works import Note as NoteStory
from portal.models import Feedback, Mark, Note, NoteKind, Outcome, Reply, Step

BEGUN = timedelta(days=1)
GIVEN = timedelta(days=2)
READ = timedelta(hours=9)


def write_answer(hand: Hand, made: Made, answer: Answer, fate: Fate) -> UUID | None:
    """Answer one version; return the answer's id when it is given."""
    if made.sent_at is None:
        return None
    given_at = None if fate == Fate.BEGUN else made.sent_at + GIVEN
    outcome = Outcome.ACHIEVED if fate == Fate.ACHIEVED else Outcome.REVISE
    begun_at = made.sent_at + BEGUN
    feedback_id = hand.crowd.sheet.add(
        Feedback,
        begun_at,
        hand.chance,
        programme_id=hand.programme_id,
        version_id=made.id,
        mentor_id=hand.mentor.id,
        summary=answer.summary,
        outcome=None if given_at is None else outcome,
        saved_at=given_at or begun_at,
        given_at=given_at,
        read_at=given_at + READ if given_at and hand.chance.random() < 0.9 else None,
    )
    _marks(hand, made, feedback_id, answer)
    for note in answer.notes:
        _note(hand, made, feedback_id, note, begun_at, given_at)
    _steps(hand, feedback_id, answer, begun_at, given_at)
    if given_at is None:
        return None
    news.answered(hand, made, feedback_id, given_at)
    return feedback_id


def _marks(hand: Hand, made: Made, feedback_id: UUID, answer: Answer) -> None:
    if made.work.task is None:
        return
    judged = made.work.task.judged
    for criterion, mark in answer.marks.items():
        hand.crowd.sheet.put(
            Mark,
            feedback_id=feedback_id,
            criterion_id=judged.criteria[criterion],
            programme_id=hand.programme_id,
            edition_id=judged.edition_id,
            level_id=judged.levels[criterion, mark.level],
            comment=mark.comment,
        )


def _note(
    hand: Hand,
    made: Made,
    feedback_id: UUID,
    note: NoteStory,
    at: datetime,
    given_at: datetime | None,
) -> None:
    place = place_of(made.draft, note)
    if place is None:  # the words stand in another text of the story
        return
    done = hand.chance.choice((True, None, False)) if given_at else None
    note_id = hand.crowd.sheet.add(
        Note,
        at,
        hand.chance,
        programme_id=hand.programme_id,
        version_id=made.id,
        feedback_id=feedback_id,
        kind=NoteKind.WORDS,
        start=place.start,
        stop=place.stop,
        exact=place.exact,
        before=place.before,
        after=place.after,
        words=note.words,
        done=done,
    )
    if given_at and hand.chance.random() < 0.3:
        hand.crowd.sheet.add(
            Reply,
            given_at + READ,
            hand.chance,
            programme_id=hand.programme_id,
            note_id=note_id,
            author_id=hand.learner.id,
            words=hand.chance.choice(words("replies")),
        )


def _steps(
    hand: Hand, feedback_id: UUID, answer: Answer, at: datetime, given_at: datetime | None
) -> None:
    old = at < hand.crowd.midnight - timedelta(days=40)
    for position, step in enumerate(answer.steps, 1):
        done = given_at is not None and (old or hand.chance.random() < 0.6)
        hand.crowd.sheet.add(
            Step,
            at,
            hand.chance,
            person_id=hand.learner.id,
            programme_id=hand.programme_id,
            feedback_id=feedback_id,
            position=position,
            words=step.words,
            due_on=(at + timedelta(days=7 + hand.chance.randrange(14))).date(),
            done_at=given_at + 2 * READ if given_at and done else None,
            done_words="I did it at work." if done else "",
        )
