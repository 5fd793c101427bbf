"""A version beside the one before: words, files, and what became of the notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from portal.blueprints.work.queries import with_names_of_files
from portal.comparison import Change, compare, fold_same
from portal.hiding import hidden_at, readable
from portal.models import Note, NoteKind, Person, Reply, Version, VersionFile
from portal.places import Place, relocate
from portal.policy.notes import visible_notes
from portal.policy.work import visible_versions

AROUND = 160  # characters of unchanged text that are left at a change


@dataclass(frozen=True, slots=True)
class NoteFate:
    """A note on the version before, and what became of the place it was pinned to."""

    number: int
    words: str
    about: str  # the words or the name of the photo it was pinned to
    on_photo: bool
    still_there: bool
    done: bool | None
    replies: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed from one version to the next."""

    before: Version
    changes: list[Change]
    added: list[VersionFile]
    removed: list[VersionFile]
    same: list[VersionFile]
    notes: list[NoteFate]

    @property
    def says_the_same(self) -> bool:
        """Tell whether no word of the text changed."""
        return all(change.kind in ("same", "skipped") for change in self.changes)

    @property
    def is_folded(self) -> bool:
        """Tell whether words that are the same are left out."""
        return any(change.kind == "skipped" for change in self.changes)


def compare_with_before(session: Session, person: Person, version: Version) -> Compared | None:
    """Compare a version, its files loaded, with the one before; None when one sees no such."""
    before = _version_before(session, person, version)
    if before is None:
        return None
    there, here = _by_media(before), _by_media(version)
    changes = list(_compared(before.plain, version.plain))
    return Compared(
        before=before,
        changes=fold_same(changes, AROUND) if len(changes) > 1 else changes,
        added=[file for key, file in here.items() if key not in there],
        removed=[file for key, file in there.items() if key not in here],
        same=[file for key, file in here.items() if key in there],
        notes=_fates(session, person, before, version),
    )


def _version_before(session: Session, person: Person, version: Version) -> Version | None:
    query = (
        visible_versions(person)
        .where(Version.work_id == version.work_id, Version.number == version.number - 1)
        .options(contains_eager(Version.work), with_names_of_files())
    )
    return session.scalar(query)


def _by_media(version: Version) -> dict[UUID, VersionFile]:
    return {file.media_id: file for file in version.files}


def _fates(session: Session, person: Person, before: Version, version: Version) -> list[NoteFate]:
    query = visible_notes(person).where(Note.version_id == before.id)
    query = query.order_by(Note.created_at, Note.id)
    notes = session.execute(query.add_columns(hidden_at(Note.id))).all()
    counted = _replies_under(session, [note.id for note, _since in notes]) if notes else {}
    names = {file.media_id: file.media.name for file in before.files}
    files = {file.media_id for file in version.files}
    return [
        NoteFate(
            number=number,
            words=readable(note.words, since),
            about=(note.exact or "") if note.media_id is None else names.get(note.media_id, ""),
            on_photo=note.kind == NoteKind.SPOT,
            still_there=note.media_id in files if note.media_id else _still_says(note, version),
            done=note.done,
            replies=counted.get(note.id, 0),
        )
        for number, (note, since) in enumerate(notes, 1)
    ]


def _still_says(note: Note, version: Version) -> bool:
    place = Place(
        note.start or 0, note.stop or 0, note.exact or "", note.before or "", note.after or ""
    )
    return relocate(place, version.plain) is not None


def _replies_under(session: Session, note_ids: Sequence[UUID]) -> dict[UUID, int]:
    query = (
        select(Reply.note_id, func.count())
        .where(Reply.note_id.in_(note_ids))
        .group_by(Reply.note_id)
    )
    return dict(session.execute(query).all())


@lru_cache(maxsize=64)
def _compared(old: str, new: str) -> tuple[Change, ...]:
    # A sent text never changes, so the same two need not be compared at every look (46 ms once).
    return tuple(compare(old, new))
