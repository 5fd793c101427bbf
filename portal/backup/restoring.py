"""Restoring a backup into an empty database and an empty storage."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine import Connection, make_url

from portal.backup.archives import MANIFEST, BackupTrouble, Reader, check_files, open_archive
from portal.backup.making import DATABASE, FORMAT, fingerprint
from portal.backup.rows import count_rows, file_keys, read_rows, tables, write_rows
from portal.config import Settings
from portal.engine import Database
from portal.filetypes import UNKNOWN
from portal.migrating import migrate, newest
from portal.storage import Missing, Storage


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and what has to be said about it."""

    made_at: str
    rows: int
    files: int
    same_secret: bool
    is_newest: bool


def restore(settings: Settings, storage: Storage, place: Path) -> Restored:
    """Check the backup, put everything back, and check again."""
    with open_archive(place) as reader, closing(Database(settings.database_url)) as database:
        manifest = _manifest(reader)
        _must_be_empty(database, storage)
        check_files(reader, manifest["files"])
        keys = _restore_files(reader, storage, manifest)
        _restore_database(reader, settings, database, manifest)
        _check(database, storage, manifest)
    return Restored(
        made_at=manifest["made_at"],
        rows=sum(manifest["rows"].values()),
        files=len(keys),
        same_secret=manifest["secret"] == fingerprint(settings.secret_key),
        is_newest=manifest["revision"] == newest(),
    )


def _manifest(reader: Reader) -> dict[str, Any]:
    with reader.open(MANIFEST) as file:
        manifest: dict[str, Any] = json.load(file)
    if manifest.get("format") != FORMAT:
        raise BackupTrouble("This backup was made by a newer release: use that one.")
    return manifest


def _must_be_empty(database: Database, storage: Storage) -> None:
    with database.reader.connect() as connection:
        if any(count_rows(connection).values()):
            raise BackupTrouble(
                "The database is not empty: a restore never overwrites. "
                "Set PORTAL_DATABASE_URL or PORTAL_DATA_DIR to a new place."
            )
    if [key for key in iter(storage.keys()) if not key.startswith("check/")]:
        raise BackupTrouble(
            "The storage is not empty: a restore never overwrites. "
            "Set PORTAL_STORAGE_URL or PORTAL_DATA_DIR to a new place."
        )


def _restore_files(reader: Reader, storage: Storage, manifest: dict[str, Any]) -> list[str]:
    keys = [name.removeprefix("files/") for name in manifest["files"] if name.startswith("files/")]
    for key in keys:
        with reader.open(f"files/{key}") as file:
            storage.put(key, file, UNKNOWN)
    return keys


def _restore_database(
    reader: Reader, settings: Settings, database: Database, manifest: dict[str, Any]
) -> None:
    with TemporaryDirectory(prefix="foothold-") as folder:
        if manifest["database"] == "rows":
            migrate(settings.database_url, manifest["revision"])
            with database.writer.begin() as connection:
                for each in tables():
                    _restore_table(connection, reader, each.name, manifest)
        elif database.sqlite:
            database.close()
            _copy_sqlite(_unpacked(reader, Path(folder)), settings)
        else:
            migrate(settings.database_url, manifest["revision"])
            _pump(_unpacked(reader, Path(folder)), database, Path(folder))


def _restore_table(
    connection: Connection, reader: Reader, name: str, manifest: dict[str, Any]
) -> None:
    file_name = f"rows/{name}.jsonl"
    if file_name in manifest["files"]:
        with reader.open(file_name) as file:
            read_rows(connection, next(each for each in tables() if each.name == name), file)


def _unpacked(reader: Reader, folder: Path) -> Path:
    copy = folder / DATABASE
    with reader.open(DATABASE) as file, copy.open("wb") as out:
        while block := file.read(1024 * 1024):
            out.write(block)
    return copy


def _copy_sqlite(copy: Path, settings: Settings) -> None:
    target = make_url(settings.database_url).database or ""
    with closing(sqlite3.connect(copy)) as saved, closing(sqlite3.connect(target)) as live:
        saved.backup(live)


def _pump(copy: Path, database: Database, folder: Path) -> None:
    """Bring the rows of a SQLite file into another kind of database."""
    engine = create_engine(f"sqlite:///{copy}")
    try:
        with engine.connect() as source, database.writer.begin() as target:
            for each in tables():
                with (folder / "lines").open("w+b") as lines:
                    write_rows(source, each, lines)
                    lines.seek(0)
                    read_rows(target, each, lines)
    finally:
        engine.dispose()


def _check(database: Database, storage: Storage, manifest: dict[str, Any]) -> None:
    with database.reader.connect() as connection:
        counted = count_rows(connection)
        wrong = [name for name, rows in manifest["rows"].items() if counted.get(name) != rows]
        if wrong:
            raise BackupTrouble(f"The restore is not whole: rows of {wrong[0]} are missing.")
        for key in file_keys(connection):
            _check_file(storage, key, manifest["files"])


def _check_file(storage: Storage, key: str, files: dict[str, dict[str, Any]]) -> None:
    try:
        whole = storage.size(key) == files[f"files/{key}"]["bytes"]
    except (Missing, KeyError):
        whole = False
    if not whole:
        raise BackupTrouble(f"The restore is not whole: the file {key} is missing.")
