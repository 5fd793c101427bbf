"""What is found: works, answers, reflections and steps, with their words in parts.

The job that writes the words and the page that shows them read the same parts, so nothing is
found that is not shown. Words that a coordinator has hidden are no part of anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from portal.blueprints.search.parts import Part, parts_of_answers, words_of_files
from portal.models import Feedback, Person, Reflection, Step, Version, Work


class Kind(StrEnum):
    """What kinds of things are found."""

    VERSION = "version"
    FEEDBACK = "feedback"
    REFLECTION = "reflection"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing with its words; `by` is who answered, for an answer."""

    id: UUID
    kind: Kind
    owner_id: UUID
    owner: str
    programme_id: UUID | None
    at: datetime
    path: str
    title: str
    parts: tuple[Part, ...]
    number: int = 0
    by: str = ""
    draft: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Return all its words; the title of an answer is the work's, not its own."""
        own = () if self.kind is Kind.FEEDBACK else (self.title,)
        return (*own, *(part.words for part in self.parts))


def read_things(session: Session, kind: Kind, ids: Sequence[UUID]) -> dict[UUID, Thing]:
    """Return the things of one kind that are there, by id."""
    return {thing.id: thing for thing in READERS[kind](session, ids)} if ids else {}


def _versions(session: Session, ids: Sequence[UUID]) -> Iterable[Thing]:
    query = (
        select(Version, Work.title, Work.learner_id, Person.name)
        .join(Work, Work.id == Version.work_id)
        .join(Person, Person.id == Work.learner_id)
        .where(Version.id.in_(ids))
    )
    files = words_of_files(session, ids)
    for version, title, learner_id, name in session.execute(query).all():
        words = (version.plain, version.changed)
        yield Thing(
            id=version.id,
            kind=Kind.VERSION,
            owner_id=learner_id,
            owner=name,
            programme_id=version.programme_id,
            at=version.sent_at or version.saved_at,
            path=f"/work/{version.work_id}/versions/{version.number}",
            title=title,
            parts=(*(Part(text) for text in words if text), *files.get(version.id, ())),
            number=version.number,
            draft=version.sent_at is None,
        )


def _answers(session: Session, ids: Sequence[UUID]) -> Iterable[Thing]:
    learner, mentor = aliased(Person), aliased(Person)
    query = (
        select(Feedback, Version.number, Work, learner.name, mentor.name)
        .join(Version, Version.id == Feedback.version_id)
        .join(Work, Work.id == Version.work_id)
        .join(learner, learner.id == Work.learner_id)
        .join(mentor, mentor.id == Feedback.mentor_id)
        .where(Feedback.id.in_(ids))
    )
    parts = parts_of_answers(session, ids)
    for feedback, number, work, name, by in session.execute(query).all():
        draft, words = feedback.given_at is None, parts.get(feedback.id, ())
        page = f"/work/{work.id}/versions/{number}/feedback"
        yield Thing(
            id=feedback.id,
            kind=Kind.FEEDBACK,
            owner_id=work.learner_id,
            owner=name,
            programme_id=feedback.programme_id,
            at=feedback.given_at or feedback.saved_at,
            path=f"/queue/{feedback.version_id}" if draft else page,
            title=work.title,
            parts=tuple(Part(part.words) if draft else part for part in words),
            number=number,
            by=by,
            draft=draft,
        )


def _reflections(session: Session, ids: Sequence[UUID]) -> Iterable[Thing]:
    query = (
        select(Reflection, Person.name)
        .join(Person, Person.id == Reflection.person_id)
        .where(Reflection.id.in_(ids))
    )
    for reflection, name in session.execute(query):
        words = (reflection.words, reflection.prompt)
        yield Thing(
            id=reflection.id,
            kind=Kind.REFLECTION,
            owner_id=reflection.person_id,
            owner=name,
            programme_id=reflection.shared_in_id,
            at=reflection.created_at,
            path=f"/reflections/{reflection.id}",
            title="",
            parts=tuple(Part(text) for text in words if text),
        )


def _steps(session: Session, ids: Sequence[UUID]) -> Iterable[Thing]:
    query = (
        select(Step, Person.name).join(Person, Person.id == Step.person_id).where(Step.id.in_(ids))
    )
    for step, name in session.execute(query):
        yield Thing(
            id=step.id,
            kind=Kind.STEP,
            owner_id=step.person_id,
            owner=name,
            programme_id=step.programme_id,
            at=step.created_at,
            path=f"/steps/{step.id}",
            title=step.words,
            parts=(Part(step.done_words),) if step.done_words else (),
        )


READERS = {
    Kind.VERSION: _versions,
    Kind.FEEDBACK: _answers,
    Kind.REFLECTION: _reflections,
    Kind.STEP: _steps,
}
