"""Making, changing and ordering what a programme helps people to show."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import log
from portal.blueprints.programmes import ordering
from portal.models import Person, Programme, Skill
from portal.once import check_stamp


def add_skill(
    session: Session, programme: Programme, *, by: Person, name: str, words: str
) -> Skill:
    """Add a skill at the end of the programme's list."""
    last = session.scalar(
        select(func.max(Skill.position)).where(Skill.programme_id == programme.id)
    )
    skill = Skill(programme_id=programme.id, position=(last or 0) + 1, name=name, words=words)
    session.add(skill)
    session.flush()
    _log(session, "made skill", skill, by=by)
    return skill


def change_skill(
    session: Session, skill: Skill, *, by: Person, name: str, words: str, stamp: int | None
) -> None:
    """Change the words of a skill, unless they changed meanwhile."""
    check_stamp(skill, stamp, theirs={"name": skill.name, "words": skill.words})
    skill.name, skill.words = name, words
    session.flush()
    _log(session, "changed skill", skill, by=by)


def move_skill(session: Session, skill: Skill, *, by: Person, up: bool) -> None:
    """Move a skill one place up or down."""
    query = select(Skill).where(Skill.programme_id == skill.programme_id).order_by(Skill.position)
    ordering.move(session, session.scalars(query.with_for_update()).all(), skill, up=up)
    _log(session, "moved skill", skill, by=by)


def _log(session: Session, verb: str, skill: Skill, *, by: Person) -> None:
    log.record(session, verb, person_id=by.id, programme_id=skill.programme_id, subject_id=skill.id)
