"""Making a backup while people work: nothing acknowledged before its start is missing."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import make_url

from portal.backup.archives import MANIFEST, BackupTrouble, Packer, new_archive
from portal.backup.rows import count_rows, file_keys, tables, write_rows
from portal.clock import now
from portal.config import Settings
from portal.engine import Database
from portal.migrating import revision_of
from portal.storage import Missing, Storage

FORMAT = 1
DATABASE = "portal.db"
OURS = ("check/",)  # what the storage's own check leaves for a moment


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds."""

    rows: int
    files: int


def back_up(settings: Settings, database: Database, storage: Storage, place: Path) -> Made:
    """Copy the database, then the files, then check that no file is missing."""
    with TemporaryDirectory(prefix="foothold-") as folder, new_archive(place) as packer:
        save = _save_sqlite if database.sqlite else _save_rows
        told = save(database, packer, Path(folder))
        files = _save_files(storage, packer)
        _check_keys(told.pop("keys"), files)
        manifest = {
            "format": FORMAT,
            "made_at": now().isoformat(),
            "secret": fingerprint(settings.secret_key),
            **told,
            "files": packer.files,
        }
        written = json.dumps(manifest, indent=1).encode()
        packer.writer.add(MANIFEST, BytesIO(written), len(written))
    return Made(sum(told["rows"].values()), len(files))


def fingerprint(secret_key: str) -> str:
    """Return what tells two secret keys apart and gives neither away."""
    return hashlib.sha256(b"backup" + secret_key.encode()).hexdigest()[:16]


def _save_sqlite(database: Database, packer: Packer, folder: Path) -> dict[str, Any]:
    copy = folder / DATABASE
    source = make_url(str(database.writer.url)).database or ""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as target:
        live.backup(target)  # one snapshot; a plain copy under load loses what is in the log
        target.execute("PRAGMA journal_mode=DELETE")
        _must_be_sound(target)
    engine = create_engine(f"sqlite:///{copy}")
    try:
        with engine.connect() as connection:
            told = _told(connection)
    finally:
        engine.dispose()
    packer.add_path(DATABASE, copy)
    return {"database": "sqlite", **told}


def _must_be_sound(copy: sqlite3.Connection) -> None:
    said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise BackupTrouble(f"The database is damaged: {said}.")
    if copy.execute("PRAGMA foreign_key_check").fetchone():
        raise BackupTrouble("The database is damaged: a row points to one that is missing.")


def _save_rows(database: Database, packer: Packer, folder: Path) -> dict[str, Any]:
    with _snapshot(database) as connection:
        for each in tables():
            lines = folder / "lines"
            with lines.open("wb") as file:
                write_rows(connection, each, file)
            packer.add_path(f"rows/{each.name}.jsonl", lines)
        return {"database": "rows", **_told(connection)}


@contextmanager
def _snapshot(database: Database) -> Iterator[Connection]:
    """See all tables as they were at one moment, whatever is written meanwhile."""
    with database.writer.connect() as connection:
        yield connection.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )


def _told(connection: Connection) -> dict[str, Any]:
    return {
        "revision": revision_of(connection),
        "rows": count_rows(connection),
        "keys": set(file_keys(connection)),
    }


def _save_files(storage: Storage, packer: Packer) -> set[str]:
    saved = set()
    for key in list(storage.keys()):
        if not key.startswith(OURS) and _save_file(storage, packer, key):
            saved.add(key)
    return saved


def _save_file(storage: Storage, packer: Packer, key: str) -> bool:
    """Copy one file, unless it was deleted since the list was made."""
    try:
        size = storage.size(key)
        with storage.open(key) as file:
            packer.add(f"files/{key}", file, size)
    except Missing:
        return False
    return True


def _check_keys(wanted: Iterable[str], saved: set[str]) -> None:
    missing = sorted(set(wanted) - saved)
    if missing:
        raise BackupTrouble(
            f"The storage has lost {len(missing)} files that the database knows, "
            f"such as {missing[0]}: no backup was made."
        )
