"""What the page of search reads: what the person may see of what holds her words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import Session

from portal.blueprints.search.matching import holds
from portal.blueprints.search.parts import Part
from portal.blueprints.search.snippets import hits_in, snippet
from portal.blueprints.search.spelling import Term, terms_in
from portal.blueprints.search.things import Kind, Thing, read_things
from portal.models import Feedback, Mentoring, Person, Reflection, Role, SearchRow, Step, Version
from portal.policy.feedback import visible_feedback
from portal.policy.programmes import programmes_of
from portal.policy.reflections import visible_reflections
from portal.policy.steps import visible_steps
from portal.policy.work import visible_versions

PAGE = 20
Place = tuple[datetime, UUID]  # of the last row that was looked at: when, and which


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found; `owner` is empty for one's own."""

    kind: Kind
    path: str
    title: Markup
    number: int
    by: str
    owner: str
    at: datetime
    draft: bool
    snippet: Markup


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of what was found, newest first, and where the next one begins."""

    found: tuple[Found, ...]
    older: Place | None


def search(
    session: Session, person: Person, words: str, *, before: Place | None = None
) -> FoundPage:
    """Return what the person may see, as things are now, that holds all these words.

    The rows only narrow it down: the policy is asked in the same statement, and the words are
    looked for once more in what is shown.
    """
    terms = terms_in(words)
    if not terms:
        return FoundPage((), None)
    rows = _rows(session, person, terms, before)
    shown, more = rows[:PAGE], len(rows) > PAGE
    things = _things(session, shown)
    found = (_found(things[key], person, terms) for _at, key, _kind in shown if key in things)
    return FoundPage(
        tuple(one for one in found if one), (shown[-1][0], shown[-1][1]) if more else None
    )


def _rows(
    session: Session, person: Person, terms: Sequence[Term], before: Place | None
) -> list[tuple[datetime, UUID, str]]:
    query = (
        select(SearchRow.at, SearchRow.subject_id, SearchRow.kind)
        .where(holds(session, terms, _owners(session, person)), _is_visible(person))
        .order_by(SearchRow.at.desc(), SearchRow.subject_id.desc())
        .limit(PAGE + 1)
    )
    if before:
        query = query.where(tuple_(SearchRow.at, SearchRow.subject_id) < before)
    return [(at, key, kind) for at, key, kind in session.execute(query)]


def _owners(session: Session, person: Person) -> list[UUID]:
    """Return whose things she may see at all: her own, and those of who she mentors today."""
    mentored = programmes_of(person, Role.MENTOR)
    query = select(Mentoring.learner_id).where(
        Mentoring.mentor_id == person.id,
        Mentoring.programme_id.in_(mentored),
        Mentoring.ended_on.is_(None),
    )
    return [person.id, *(session.scalars(query.distinct()) if mentored else ())]


def _is_visible(person: Person) -> ColumnElement[bool]:
    policies = (
        (Kind.VERSION, visible_versions(person), Version.id),
        (Kind.FEEDBACK, visible_feedback(person), Feedback.id),
        (Kind.REFLECTION, visible_reflections(person), Reflection.id),
        (Kind.STEP, visible_steps(person), Step.id),
    )
    return or_(
        *(
            and_(
                SearchRow.kind == kind,
                query.with_only_columns(key)
                .where(key == SearchRow.subject_id)
                .correlate(SearchRow)
                .exists(),
            )
            for kind, query, key in policies
        )
    )


def _things(session: Session, rows: Sequence[tuple[datetime, UUID, str]]) -> dict[UUID, Thing]:
    things: dict[UUID, Thing] = {}
    for kind in Kind:
        things |= read_things(session, kind, [key for _at, key, name in rows if name == kind])
    return things


def _found(thing: Thing, person: Person, terms: Sequence[Term]) -> Found | None:
    """Return how it is shown, or nothing when its words have changed since they were written."""
    title = hits_in(thing.title, terms)
    parts = [(part, hits_in(part.words, terms)) for part in thing.parts]
    own = frozenset[Term]() if thing.kind is Kind.FEEDBACK else title.terms
    if len(own.union(*(hits.terms for _part, hits in parts))) < len(terms):
        return None
    part, best = max(parts, key=lambda each: len(each[1].terms), default=(Part(""), None))
    mine = thing.owner_id == person.id
    writing = mine and thing.draft and thing.kind is Kind.VERSION
    return Found(
        kind=thing.kind,
        path=thing.path + ("/draft" if writing else part.place),
        title=snippet(title, most=len(thing.title)),
        number=thing.number,
        by=thing.by,
        owner="" if mine else thing.owner,
        at=thing.at,
        draft=thing.draft,
        snippet=snippet(best) if best else Markup(""),
    )
