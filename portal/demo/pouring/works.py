"""Works: begun, written and sent, by the same actions as on the pages."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.blueprints.work.actions import (
    Typed,
    attach_files,
    begin_work,
    save_draft,
    send_version,
    start_next_version,
)
from portal.blueprints.work.queries import find_held_version
from portal.demo.pouring.photos import photo_of
from portal.demo.pouring.pot import Events, Pot
from portal.demo.story.works import Version, Work
from portal.markup import render
from portal.models import Media, SelfMark, Task, VersionFile
from portal.models import Version as VersionRow
from portal.models import Work as WorkRow


def events(pot: Pot) -> Events:
    """Each version is written when it was begun, and sent at its own time."""
    for work in pot.story.works:
        for number, version in enumerate(work.versions, 1):
            yield pot.event(version.started, write_version, work, number)
            if version.sent:
                yield pot.event(version.sent, send, work, number)


def write_version(pot: Pot, session: Session, work: Work, number: int) -> None:
    """Write a draft with its pictures and what the learner says of herself."""
    row = _begin(pot, session, work) if number == 1 else _go_on(pot, session, work)
    pot.ids["version", work.key, str(number)] = row.id
    version = work.versions[number - 1]
    photos = {photo_of(pot, session, work.learner, each): each.alt for each in version.pictures}
    _leave_out(session, row, photos)
    attach_files(session, row, [session.get_one(Media, media_id) for media_id in photos])
    typed = Typed(
        source=version.text.source,
        rendered=render(version.text.source),
        changed=version.changed or None,
        alts=photos,
        marks=_marks(pot, session, work, version, row),
    )
    save_draft(session, row, typed, stamp=row.stamp)


def _begin(pot: Pot, session: Session, work: Work) -> VersionRow:
    begun = begin_work(
        session,
        pot.person(session, work.learner),
        programme_id=pot.ids["programme", work.programme],
        title=work.title,
        task=pot.get(session, Task, "task", work.task) if work.task else None,
    )
    begun.title = work.title  # in the learner's own words
    session.flush()
    pot.ids["work", work.key] = begun.id
    return session.scalars(select(VersionRow).where(VersionRow.work_id == begun.id)).one()


def _go_on(pot: Pot, session: Session, work: Work) -> VersionRow:
    return start_next_version(session, pot.get(session, WorkRow, "work", work.key))


def _leave_out(session: Session, row: VersionRow, photos: dict[UUID, str]) -> None:
    """Take out what came along from the version before and is not in this one."""
    for file in session.scalars(select(VersionFile).where(VersionFile.version_id == row.id)):
        if file.media_id not in photos:
            session.delete(file)
    session.flush()


def _marks(
    pot: Pot, session: Session, work: Work, version: Version, row: VersionRow
) -> dict[UUID, UUID | None]:
    rubric = pot.story.rubric_of(work)
    key = rubric.key if rubric else ""
    before = session.scalars(select(SelfMark.criterion_id).where(SelfMark.version_id == row.id))
    marks: dict[UUID, UUID | None] = dict.fromkeys(before)
    for criterion, level in version.self_marks.items():
        marks[pot.ids["criterion", key, criterion]] = pot.ids["level", key, criterion, level]
    return marks


def send(pot: Pot, session: Session, work: Work, number: int) -> None:
    """Send it: from now on it never changes, and an answer is promised."""
    learner = pot.person(session, work.learner)
    version = find_held_version(session, learner, pot.ids["work", work.key], number)
    if version is None:
        raise ValueError(f"{work.key}: there is no version {number} to send")
    send_version(session, version)
