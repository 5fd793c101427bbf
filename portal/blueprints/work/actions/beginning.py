"""Beginning a work, and the next version of one."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, selectinload

from portal import log
from portal.clock import now
from portal.ids import new_id
from portal.models import Person, SelfMark, Task, Version, VersionFile, Work, WorkState


def begin_work(
    session: Session,
    person: Person,
    *,
    programme_id: UUID,
    title: str = "",
    task: Task | None = None,
) -> Work:
    """Begin a work with its first draft; a task that was begun before leads to that work."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {
        "id": new_id(),
        "created_at": now(),
        "stamp": 1,
        "programme_id": programme_id,
        "learner_id": person.id,
        "task_id": task.id if task else None,
        "title": task.title if task else title,
        "state": WorkState.DRAFT,
    }
    new = session.scalar(insert(Work).values(row).on_conflict_do_nothing().returning(Work.id))
    if new is None and task:
        mine = select(Work).where(Work.learner_id == person.id, Work.task_id == task.id)
        return session.scalars(mine).one()
    work = session.get_one(Work, new)
    _new_draft(session, work, number=1, edition_id=task.edition_id if task else None)
    _record(session, work, "began work")
    return work


def start_next_version(session: Session, work: Work) -> Version:
    """Start the next version as a copy of the last; the draft that is there already is it.

    Text, files and self-marks come along, "what I changed" does not. The rubric's words are
    those of today; marks by other words stay behind.
    """
    session.refresh(work, ["state", "stamp"], with_for_update=True)
    query = (
        select(Version)
        .where(Version.work_id == work.id)
        .order_by(Version.number.desc())
        .options(selectinload(Version.files), selectinload(Version.self_marks))
        .limit(1)
    )
    last = session.scalars(query).one()
    if last.sent_at is None:
        return last
    task = session.get(Task, work.task_id) if work.task_id else None
    edition_id = task.edition_id if task else None
    version = _new_draft(session, work, number=last.number + 1, edition_id=edition_id, like=last)
    _copy_parts(session, last, version)
    _record(session, work, "started version", version)
    return version


def _new_draft(
    session: Session,
    work: Work,
    *,
    number: int,
    edition_id: UUID | None,
    like: Version | None = None,
) -> Version:
    version = Version(
        programme_id=work.programme_id,
        work_id=work.id,
        number=number,
        edition_id=edition_id,
        source=like.source if like else "",
        html=like.html if like else "",
        plain=like.plain if like else "",
        saved_at=now(),
    )
    session.add(version)
    session.flush()
    return version


def _copy_parts(session: Session, last: Version, version: Version) -> None:
    for file in last.files:
        session.add(
            VersionFile(
                version_id=version.id,
                media_id=file.media_id,
                programme_id=version.programme_id,
                position=file.position,
                alt=file.alt,
            )
        )
    for mark in last.self_marks if last.edition_id == version.edition_id else ():
        session.add(
            SelfMark(
                version_id=version.id,
                criterion_id=mark.criterion_id,
                level_id=mark.level_id,
                programme_id=version.programme_id,
            )
        )
    session.flush()


def _record(session: Session, work: Work, verb: str, version: Version | None = None) -> None:
    log.record(
        session,
        verb,
        person_id=work.learner_id,
        about_id=work.learner_id,
        programme_id=work.programme_id,
        subject_id=version.id if version else work.id,
    )
