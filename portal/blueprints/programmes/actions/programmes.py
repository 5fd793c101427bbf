"""Making and changing a programme."""

from sqlalchemy.orm import Session

from portal import log
from portal.models import Person, Programme
from portal.once import check_stamp


def create_programme(session: Session, *, name: str, answer_days: int = 4) -> Programme:
    """Make a programme with the days in which an answer is promised."""
    programme = Programme(name=name, answer_days=answer_days)
    session.add(programme)
    session.flush()
    log.record(
        session, "made programme", programme_id=programme.id, subject_id=programme.id, ref=name[:40]
    )
    return programme


def change_programme(
    session: Session,
    programme: Programme,
    *,
    by: Person,
    name: str,
    answer_days: int,
    stamp: int | None,
) -> None:
    """Change name and promise, unless they changed meanwhile; days already promised stay."""
    theirs = {"name": programme.name, "answer_days": str(programme.answer_days)}
    check_stamp(programme, stamp, theirs=theirs)
    programme.name, programme.answer_days = name, answer_days
    session.flush()
    log.record(session, "changed programme", person_id=by.id, programme_id=programme.id)
