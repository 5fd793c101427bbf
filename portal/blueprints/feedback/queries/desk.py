"""What the desk reads: the work, the rubric, and the mentor's draft."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from portal.blueprints.feedback.queries.earlier import EarlierAnswer, earlier_answers
from portal.blueprints.feedback.queries.parts import (
    LONG_TEXT,
    NextStep,
    SeenCriterion,
    read_criteria,
    read_steps,
)
from portal.blueprints.feedback.queries.phrases import OwnPhrase, phrases_for
from portal.blueprints.notes.drawing import marks_of
from portal.blueprints.notes.pictures import Picture, read_pictures
from portal.blueprints.notes.queries import PinnedNote, read_notes
from portal.models import Feedback, Person, Version, Work
from portal.places import Block, paragraphs
from portal.policy.programmes import mentors
from portal.policy.work import visible_versions


@dataclass(frozen=True, slots=True)
class Desk:
    """One version with everything that its mentor needs to answer it."""

    version: Version
    feedback: Feedback | None
    criteria: tuple[SeenCriterion, ...]
    steps: tuple[NextStep, ...]
    pictures: tuple[Picture, ...]
    notes: tuple[PinnedNote, ...]
    blocks: tuple[Block, ...]
    folded: bool
    phrases: Mapping[UUID, Sequence[OwnPhrase]]
    earlier: tuple[EarlierAnswer, ...]

    @property
    def work(self) -> Work:
        """Return the work."""
        return self.version.work

    @property
    def learner(self) -> str:
        """Return the name of whose work it is."""
        return self.version.work.learner.name

    @property
    def by_number(self) -> dict[int, PinnedNote]:
        """Return the notes by the number of their pin."""
        return {note.number: note for note in self.notes}

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is in the draft, so that it may be thrown away."""
        marked = any(criterion.level or criterion.comment for criterion in self.criteria)
        said = self.feedback and (self.feedback.summary or self.feedback.outcome)
        return not (marked or said or self.steps or self.notes)


def find_to_answer(session: Session, person: Person, version_id: UUID) -> Version | None:
    """Return a version that the person sees, with its work and what is begun about it."""
    query = visible_versions(person).where(Version.id == version_id)
    return session.scalars(_with_work(query)).unique().one_or_none()


def find_to_save(session: Session, person: Person, version_id: UUID) -> Version | None:
    """Return the version although the learner took it back meanwhile.

    Whoever typed an answer to it has to be told so, with every word kept.
    """
    query = (
        select(Version)
        .join(Work, Work.id == Version.work_id)
        .where(
            Version.id == version_id,
            or_(mentors(person, Work.learner_id, Work.programme_id), Work.learner_id == person.id),
        )
    )
    return session.scalars(_with_work(query)).unique().one_or_none()


def read_desk(session: Session, version: Version, mentor: Person, *, whole: bool = False) -> Desk:
    """Return everything on the mentor's desk; a long text is folded unless asked for whole."""
    feedback = version.feedback
    feedback_id = feedback.id if feedback else None
    notes = read_notes(session, feedback_id) if feedback_id else ()
    blocks = paragraphs(version.html, marks_of(notes))
    folded = len(version.plain) > LONG_TEXT and not whole
    criteria = read_criteria(session, version, feedback_id)
    return Desk(
        version=version,
        feedback=feedback,
        criteria=criteria,
        steps=read_steps(session, feedback_id),
        pictures=read_pictures(session, version.id),
        notes=notes,
        blocks=tuple(_first_blocks(blocks) if folded else blocks),
        folded=folded,
        phrases=phrases_for(session, mentor, version, criteria),
        earlier=earlier_answers(session, mentor, version),
    )


def _first_blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    """Keep the beginning, and every paragraph with a note."""
    return (block for block in blocks if block.stop <= LONG_TEXT or block.notes)


def _with_work(query: Select[Version]) -> Select[Version]:
    return query.options(
        joinedload(Version.work).options(
            joinedload(Work.learner), joinedload(Work.task), joinedload(Work.mentorings)
        ),
        joinedload(Version.feedback).joinedload(Feedback.mentor),
    )
