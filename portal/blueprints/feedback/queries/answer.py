"""The answer as its page draws it, for the mentor before he gives it and for the learner after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql.base import ExecutableOption

from portal.blueprints.feedback.queries.digests import digest_of_answer
from portal.blueprints.feedback.queries.parts import (
    LONG_TEXT,
    NextStep,
    SeenCriterion,
    read_criteria,
    read_steps,
)
from portal.blueprints.notes.drawing import marks_of
from portal.blueprints.notes.pictures import Picture, read_pictures
from portal.blueprints.notes.queries import PinnedNote, read_notes
from portal.blueprints.notices.actions import unseen_at
from portal.hiding import hidden_at, readable
from portal.models import Addition, Feedback, Notice, Person, Version, Work
from portal.places import DrawnBlock, blocks_with_notes
from portal.policy.feedback import visible_feedback


@dataclass(frozen=True, slots=True)
class AddedWords:
    """What a mentor added after an answer was given."""

    id: UUID
    author_id: UUID
    author: str
    words: str
    at: datetime
    hidden: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with the work it is about; drawn by `feedback/_answer.html`."""

    feedback_id: UUID
    version_id: UUID
    work_id: UUID
    number: int
    title: str
    learner: str
    learner_id: UUID
    mentor: str
    mentor_id: UUID
    sent_at: datetime | None
    given_at: datetime | None
    outcome: str | None
    summary: str
    hidden: bool
    steps: tuple[NextStep, ...]
    criteria: tuple[SeenCriterion, ...]
    pictures: tuple[Picture, ...]
    notes: tuple[PinnedNote, ...]
    blocks: tuple[DrawnBlock, ...]
    folded: bool
    additions: tuple[AddedWords, ...]
    is_news: bool = False  # a notice of who reads leads here and was not seen

    @property
    def id(self) -> UUID:
        """Return by what the answer is called, as other words that can be reported are."""
        return self.feedback_id

    @property
    def marked(self) -> set[int]:
        """Return the numbers of the notes whose place is drawn, so that a link may lead there."""
        ready = {one.media_id for one in self.pictures if one.is_ready}
        text = "".join(block.html for block in self.blocks)
        return {
            note.number
            for note in self.notes
            if note.media_id in ready or f'id="mark-{note.number}"' in text
        }

    @property
    def digest(self) -> str:
        """Return what stands for all that is shown of the mentor's answer."""
        return digest_of_answer(self.outcome, self.summary, self.criteria, self.steps, self.notes)

    @property
    def by_number(self) -> dict[int, PinnedNote]:
        """Return the notes by the number of their pin."""
        return {note.number: note for note in self.notes}


def find_own_draft(session: Session, person: Person, version_id: UUID) -> Feedback | None:
    """Return the person's own answer to that version, given or not, with its work."""
    query = (
        visible_feedback(person)
        .where(Feedback.version_id == version_id, Feedback.mentor_id == person.id)
        .options(*with_work())
    )
    return session.scalars(query).one_or_none()


def with_work() -> tuple[ExecutableOption, ...]:
    """Return what to load with a feedback so that `read_answer` can draw it."""
    return (
        joinedload(Feedback.mentor),
        joinedload(Feedback.version)
        .joinedload(Version.work)
        .options(joinedload(Work.learner), joinedload(Work.task)),
    )


def place_of(work_id: UUID, number: int) -> str:
    """Return the address of an answer."""
    return f"/work/{work_id}/versions/{number}/feedback"


def read_answer(
    session: Session, feedback: Feedback, *, reader: Person, whole: bool = False
) -> Answer:
    """Return the answer with everything that is shown of it.

    The feedback must come with its mentor, version, work and learner. A long text is folded
    unless it is asked for whole; paragraphs with a note are always there.
    """
    version, work = feedback.version, feedback.version.work
    notes = read_notes(session, feedback.id)
    hidden, additions, is_news = _additions(session, feedback, reader)
    blocks = blocks_with_notes(version.html, marks_of(notes))
    folded = len(version.plain) > LONG_TEXT and not whole
    return Answer(
        feedback_id=feedback.id,
        version_id=version.id,
        work_id=work.id,
        number=version.number,
        title=work.title,
        learner=work.learner.name,
        learner_id=work.learner_id,
        mentor=feedback.mentor.name,
        mentor_id=feedback.mentor_id,
        sent_at=version.sent_at,
        given_at=feedback.given_at,
        outcome=feedback.outcome,
        summary=readable(feedback.summary, hidden),
        hidden=hidden is not None,
        steps=read_steps(session, feedback.id),
        criteria=read_criteria(session, version, feedback.id),
        pictures=read_pictures(session, version.id),
        notes=notes,
        blocks=tuple(_first_blocks(blocks) if folded else blocks),
        folded=folded,
        additions=additions,
        is_news=is_news,
    )


def _additions(
    session: Session, feedback: Feedback, reader: Person
) -> tuple[datetime | None, tuple[AddedWords, ...], bool]:
    """Return since when it is hidden, what was added, and whether it is news: one statement."""
    if feedback.given_at is None:
        return None, (), False
    place = place_of(feedback.version.work_id, feedback.version.number)
    news = select(Notice.id).where(unseen_at(reader.id, place)).exists()
    query = (
        select(hidden_at(Feedback.id), news, Addition, Person.name, hidden_at(Addition.id))
        .select_from(Feedback)
        .outerjoin(Addition, Addition.feedback_id == Feedback.id)
        .outerjoin(Person, Person.id == Addition.author_id)
        .where(Feedback.id == feedback.id)
        .order_by(Addition.created_at, Addition.id)
    )
    rows = session.execute(query).all()
    return rows[0][0], tuple(_added(*row[2:]) for row in rows if row[2]), rows[0][1]


def _added(addition: Addition, author: str, since: datetime | None) -> AddedWords:
    return AddedWords(
        id=addition.id,
        author_id=addition.author_id,
        author=author,
        words=readable(addition.words, since),
        at=addition.created_at,
        hidden=since is not None,
    )


def _first_blocks(blocks: Sequence[DrawnBlock]) -> Iterator[DrawnBlock]:
    """Keep the beginning, and every paragraph with a note."""
    length = 0
    for block in blocks:
        length += len(block.html)
        if length <= LONG_TEXT or block.notes:
            yield block
