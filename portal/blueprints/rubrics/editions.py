"""A used edition never changes: the next change makes a copy first, and tasks follow it."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portal import log
from portal.blueprints.rubrics.queries import is_used, newest_edition
from portal.blueprints.rubrics.wording import CriterionWords, words_of
from portal.clock import now
from portal.ids import new_id
from portal.models import Criterion, Edition, Level, Person, Task
from portal.once import current_deed


def open_edition(session: Session, edition: Edition, *, by: Person) -> Edition:
    """Return an edition that may be changed: this one, or a copy of it when it was used."""
    if not is_used(session, edition):
        flag_modified(edition, "title")  # its stamp grows with every change below it
        return edition
    copy = _copy(session, edition)
    line = select(Edition.id).where(Edition.rubric_id == copy.rubric_id)
    for task in session.scalars(select(Task).where(Task.edition_id.in_(line))):
        task.edition_id = copy.id
    log.record(
        session,
        "made edition",
        person_id=by.id,
        programme_id=copy.programme_id,
        subject_id=copy.id,
        ref=str(copy.number),
    )
    session.flush()
    deed = current_deed()
    if deed:
        deed.thing = copy  # the same form again finds what this deed left
    return newest_edition(session, copy.rubric_id)


def _copy(session: Session, edition: Edition) -> Edition:
    """Copy an edition; its stamp goes on counting, so that older pages are seen as old."""
    copy_id = new_id()
    values = {
        "id": copy_id,
        "created_at": now(),
        "programme_id": edition.programme_id,
        "rubric_id": edition.rubric_id,
        "number": edition.number + 1,
        "title": edition.title,
        "language": edition.language,
        "stamp": edition.stamp + 1,
    }
    session.execute(insert(Edition).values(values))
    for criterion in edition.criteria:
        add_criterion_row(
            session,
            session.get_one(Edition, copy_id),
            words_of(criterion),
            position=criterion.position,
            made_at=criterion.created_at,
        )
    return session.get_one(Edition, copy_id)


def add_criterion_row(
    session: Session,
    edition: Edition,
    words: CriterionWords,
    *,
    position: int,
    made_at: datetime | None = None,
) -> Criterion:
    """Add a criterion with its levels at this position."""
    criterion = Criterion(
        programme_id=edition.programme_id,
        edition_id=edition.id,
        skill_id=words.skill_id,
        position=position,
        name=words.name,
        words=words.words,
        created_at=made_at or now(),
    )
    session.add(criterion)
    session.flush()
    add_level_rows(session, criterion, words)
    return criterion


def add_level_rows(session: Session, criterion: Criterion, words: CriterionWords) -> None:
    """Add the levels of a criterion in their order."""
    session.add_all(
        Level(
            programme_id=criterion.programme_id,
            criterion_id=criterion.id,
            position=position,
            name=level.name,
            words=level.words,
            met=level.met,
        )
        for position, level in enumerate(words.levels, 1)
    )
    session.flush()
