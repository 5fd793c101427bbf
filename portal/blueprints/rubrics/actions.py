"""What changes a rubric; every change is made to an edition that nobody was judged by."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal import log
from portal.blueprints.programmes import ordering
from portal.blueprints.rubrics.editions import add_criterion_row, add_level_rows, open_edition
from portal.blueprints.rubrics.queries import criterion_of, newest_edition, twin_in
from portal.blueprints.rubrics.wording import CriterionWords, by_field
from portal.models import Criterion, Edition, Level, Person, Programme, Rubric
from portal.once import check_stamp


class Gone(Exception):
    """The criterion was removed from the newest edition meanwhile."""


def create_rubric(
    session: Session, programme: Programme, *, by: Person, title: str, language: str
) -> Rubric:
    """Make a rubric, with a first edition that has no criteria yet."""
    rubric = Rubric(programme_id=programme.id)
    session.add(rubric)
    session.flush()
    edition = Edition(
        programme_id=programme.id, rubric_id=rubric.id, number=1, title=title, language=language
    )
    session.add(edition)
    session.flush()
    _log(session, "made rubric", edition, by=by)
    return rubric


def change_title(
    session: Session, rubric: Rubric, *, by: Person, title: str, stamp: int | None
) -> None:
    """Change the title, unless the rubric changed meanwhile."""
    newest = newest_edition(session, rubric.id)
    check_stamp(newest, stamp, theirs={"title": newest.title})
    edition = open_edition(session, newest, by=by)
    edition.title = title
    session.flush()
    _log(session, "changed rubric", edition, by=by)


def add_criterion(session: Session, rubric: Rubric, *, by: Person, words: CriterionWords) -> None:
    """Add one more thing to look at, below the others."""
    edition = open_edition(session, newest_edition(session, rubric.id), by=by)
    last = max((one.position for one in edition.criteria), default=0)
    add_criterion_row(session, edition, words, position=last + 1)
    _log(session, "made criterion", edition, by=by)


def change_criterion(
    session: Session,
    rubric: Rubric,
    criterion_id: UUID,
    *,
    by: Person,
    words: CriterionWords,
    stamp: int | None,
    skills: Mapping[str, str],
) -> None:
    """Change a criterion and its levels, unless the rubric changed meanwhile; raises Gone.

    `skills` are the names that may be chosen, to show beside each other.
    """
    newest = newest_edition(session, rubric.id)
    criterion = _twin(session, newest, criterion_id)
    check_stamp(newest, stamp, theirs=by_field(criterion), labels={"skill": skills})
    edition = open_edition(session, newest, by=by)
    mine = _twin(session, edition, criterion_id)
    mine.name, mine.words, mine.skill_id = words.name, words.words, words.skill_id
    session.execute(delete(Level).where(Level.criterion_id == mine.id))
    session.flush()
    add_level_rows(session, mine, words)
    _log(session, "changed criterion", edition, by=by)


def move_criterion(
    session: Session, rubric: Rubric, criterion_id: UUID, *, by: Person, up: bool
) -> None:
    """Move a criterion one place up or down; raises Gone."""
    edition = open_edition(session, newest_edition(session, rubric.id), by=by)
    mine = _twin(session, edition, criterion_id)
    ordering.move(session, edition.criteria, mine, up=up)
    _log(session, "moved criterion", edition, by=by)


def remove_criterion(session: Session, rubric: Rubric, criterion_id: UUID, *, by: Person) -> None:
    """Take a criterion out of the newest edition; editions that were used keep it. Raises Gone."""
    edition = open_edition(session, newest_edition(session, rubric.id), by=by)
    mine = _twin(session, edition, criterion_id)
    session.execute(delete(Level).where(Level.criterion_id == mine.id))
    session.execute(delete(Criterion).where(Criterion.id == mine.id))
    session.flush()
    _log(session, "removed criterion", edition, by=by)


def _twin(session: Session, edition: Edition, criterion_id: UUID) -> Criterion:
    rubric = session.get_one(Rubric, edition.rubric_id)
    twin = twin_in(edition, criterion_of(session, rubric, criterion_id))
    if twin is None:
        raise Gone
    return twin


def _log(session: Session, verb: str, edition: Edition, *, by: Person) -> None:
    log.record(
        session,
        verb,
        person_id=by.id,
        programme_id=edition.programme_id,
        subject_id=edition.rubric_id,
        ref=str(edition.number),
    )
