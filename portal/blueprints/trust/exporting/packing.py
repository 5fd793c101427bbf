"""Packing an export: a ZIP in a file of its own, never in memory, then into the storage."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from tempfile import TemporaryFile
from typing import BinaryIO, cast
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal import words
from portal.blueprints.trust.exporting.drawing import STYLE, draw_page
from portal.blueprints.trust.exporting.gathering import PARTS, gather
from portal.blueprints.trust.exporting.gathering.base import FOLDER, Pack
from portal.blueprints.trust.exporting.labels import KEYS
from portal.blueprints.trust.exporting.labels import PARTS as HEADINGS
from portal.blueprints.trust.exporting.names import safe_names
from portal.blueprints.trust.exporting.writing import write_json
from portal.clock import now
from portal.jobs import Tools
from portal.models import Media, Person
from portal.storage import Missing, Storage

TYPE = "application/zip"
BLOCK = 64 * 1024


@contextmanager
def packed(tools: Tools, person_id: UUID) -> Iterator[BinaryIO]:
    """Give a file that holds all that is hers; it has no name, so a kill leaves nothing behind."""
    tools.settings.data_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=tools.settings.data_dir) as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            stored = _write_words(tools, archive, person_id)
            for name, key in stored:
                _copy(tools.storage, archive, name, key)
        file.seek(0)
        yield cast(BinaryIO, file)


def _write_words(tools: Tools, archive: ZipFile, person_id: UUID) -> list[tuple[str, str]]:
    """Write the page and data.json as of one moment; return the files and their keys."""
    with tools.reading() as session:
        loaded = selectinload(Person.memberships)
        person = session.get_one(Person, person_id, options=[loaded])
        mine = select(Media.id, Media.name, Media.key).where(Media.person_id == person_id)
        rows = session.execute(mine.order_by(Media.created_at, Media.id)).all()
        pack = Pack(session, person, safe_names((row.id, row.name) for row in rows))
        with words.speaking(person.language):
            _write_page(archive, pack)
            _write_data(archive, pack)
        return [(FOLDER + pack.names[row.id], row.key) for row in rows]


def _write_page(archive: ZipFile, pack: Pack) -> None:
    parts = {name: partial(gather, pack, name) for name in PARTS}
    with archive.open(_entry("index.html"), "w", force_zip64=True) as page:
        for piece in draw_page(pack.person, parts):
            page.write(piece.encode("utf-8", "replace"))
    archive.writestr(_entry("style.css"), STYLE)


def _write_data(archive: ZipFile, pack: Pack) -> None:
    legend = {
        "made": now(),
        "parts": {key: str(label) for key, label in HEADINGS.items()},
        "keys": {key: str(label) for key, label in KEYS.items()},
    }
    parts = {name: gather(pack, name) for name in PARTS}
    with archive.open(_entry("data.json"), "w", force_zip64=True) as data:
        write_json(
            lambda text: data.write(text.encode("utf-8", "replace")), {"legend": legend, **parts}
        )


def _copy(storage: Storage, archive: ZipFile, name: str, key: str) -> None:
    """Copy a file in blocks; it is packed as it is: pictures do not shrink."""
    with (
        suppress(Missing),
        storage.open(key) as stored,
        archive.open(_entry(name, ZIP_STORED), "w", force_zip64=True) as copy,
    ):
        shutil.copyfileobj(stored, copy, BLOCK)


def _entry(name: str, packed_by: int = ZIP_DEFLATED) -> ZipInfo:
    entry = ZipInfo(name, now().timetuple()[:6])
    entry.compress_type = packed_by
    entry.external_attr = 0o644 << 16  # to be read by whoever unpacks it
    return entry
