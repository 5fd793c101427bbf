"""Changing a draft: its text, its files, how far she says she is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.blueprints.media.asking import asked_of, say_asked
from portal.clock import now
from portal.markup import Rendered
from portal.models import Media, SelfMark, Version, VersionFile
from portal.once import check_stamp, current_deed

MOST_FILES = 30
COLUMNS = ["source", "changed", "edition_id", "sent_at", "digest", "receipt", "stamp"]


class NotThere(Exception):
    """The file to be taken out is not in the draft."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a learner typed into a draft, the text rendered already.

    What is missing (`changed`, a file, a criterion) stays as it is saved.
    """

    source: str
    rendered: Rendered
    changed: str | None = None
    alts: Mapping[UUID, str] = field(default_factory=dict)
    asked: Mapping[UUID, bool] = field(default_factory=dict)  # by photo: its people were asked
    marks: Mapping[UUID, UUID | None] = field(default_factory=dict)


def hold(session: Session, version: Version) -> None:
    """Lock the version until this transaction ends, and read again what others may have changed."""
    session.refresh(version, COLUMNS, with_for_update=True)


def files_of(session: Session, version: Version) -> Sequence[VersionFile]:
    """Return the files of the version as they are now, in order."""
    query = select(VersionFile).where(VersionFile.version_id == version.id)
    return session.scalars(query.order_by(VersionFile.position)).all()


def attach_files(session: Session, version: Version, media: Sequence[Media]) -> list[Media]:
    """Put files at the end of a draft, each once and 30 at most; return what found no room.

    Nothing is put in twice by a repeated deed: what she took out meanwhile stays out.
    """
    deed = current_deed()
    if deed and deed.repeated:
        return []
    there = files_of(session, version)
    known = {file.media_id for file in there}
    position = max((file.position for file in there), default=0)
    new = [one for one in dict.fromkeys(media) if one.id not in known]
    room = MOST_FILES - len(there)
    for place, one in enumerate(new[:room], position + 1):
        session.add(
            VersionFile(
                version_id=version.id,
                media_id=one.id,
                programme_id=version.programme_id,
                position=place,
            )
        )
    session.flush()
    return new[room:]


def save_draft(
    session: Session,
    version: Version,
    typed: Typed,
    *,
    stamp: int | None,
    take_out: UUID | None = None,
) -> None:
    """Save what she typed, unless the draft changed since she began.

    Raises Changed with the saved texts, and NotThere for a file to take out that is not in it.
    Typing the same as is saved is no conflict.
    """
    files = {file.media_id: file for file in files_of(session, version)}
    marks = {mark.criterion_id: mark for mark in _marks_of(session, version)}
    new_words = _new_words(session, files, typed)
    if take_out is None and not new_words and _is_saved(version, files, marks, typed):
        return
    check_stamp(version, stamp, theirs=_theirs(version, files))
    if take_out is not None and take_out not in files:
        raise NotThere
    version.source = typed.source
    version.html, version.plain = typed.rendered.html, typed.rendered.plain
    version.changed = version.changed if typed.changed is None else typed.changed
    version.saved_at = now()
    for media_id, alt in typed.alts.items():
        if media_id in files:
            files[media_id].alt = alt
    for media_id, said in new_words.items():
        say_asked(session, version.work.learner_id, media_id, asked=said)
    _mark(session, version, marks, typed.marks)
    if take_out is not None:
        session.delete(files[take_out])
    session.flush()


def _is_saved(
    version: Version,
    files: Mapping[UUID, VersionFile],
    marks: Mapping[UUID, SelfMark],
    typed: Typed,
) -> bool:
    levels = {criterion_id: mark.level_id for criterion_id, mark in marks.items()}
    return (
        version.source == typed.source
        and typed.changed in (None, version.changed)
        and all(key not in files or files[key].alt == alt for key, alt in typed.alts.items())
        and all(levels.get(key) == level_id for key, level_id in typed.marks.items())
    )


def _new_words(
    session: Session, files: Mapping[UUID, VersionFile], typed: Typed
) -> dict[UUID, bool]:
    """Return what she says now, otherwise than before, about the people in her photos."""
    there = [media_id for media_id in typed.asked if media_id in files]
    before = asked_of(session, there)
    return {key: typed.asked[key] for key in there if typed.asked[key] != (key in before)}


def _theirs(version: Version, files: Mapping[UUID, VersionFile]) -> dict[str, str]:
    """Return the saved texts by the names that their boxes have in the draft's form."""
    alts = {f"alt-{media_id}": file.alt for media_id, file in files.items()}
    return {"text": version.source, "changed": version.changed, **alts}


def _marks_of(session: Session, version: Version) -> Sequence[SelfMark]:
    return session.scalars(select(SelfMark).where(SelfMark.version_id == version.id)).all()


def _mark(
    session: Session,
    version: Version,
    saved: Mapping[UUID, SelfMark],
    said: Mapping[UUID, UUID | None],
) -> None:
    for criterion_id, level_id in said.items():
        mark = saved.get(criterion_id)
        if mark and level_id is None:
            session.delete(mark)
        elif mark and level_id:
            mark.level_id = level_id
        elif level_id:
            session.add(
                SelfMark(
                    version_id=version.id,
                    criterion_id=criterion_id,
                    level_id=level_id,
                    programme_id=version.programme_id,
                )
            )
