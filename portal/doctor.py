"""What is missing or wrong with a set-up, in words."""

import shutil
import smtplib
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, joinedload, selectinload

from portal import mail
from portal.blueprints.work.digests import digest_of_version
from portal.clock import now
from portal.config import Settings
from portal.engine import Database
from portal.languages import LANGUAGES, uncompiled
from portal.migrating import newest, revision_of
from portal.models import Job, JobState, LogLine, Media, Variant, Version, VersionFile
from portal.storage import Storage, StorageTrouble

ROOM = 500_000_000  # bytes that a data folder should have left
LATE = timedelta(minutes=10)  # for a job that nobody has taken
SOME = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what was found."""

    words: str
    good: bool = True


Findings = Iterator[Finding]


def examine(settings: Settings, storage: Storage) -> Findings:
    """Look at everything, one after the other; what cannot be looked at is left out."""
    yield from _python()
    yield from _folder(settings.data_dir)
    yield from _address(settings)
    yield from _photos()
    yield from _words()
    yield from _mail(settings)
    yield from _texts(settings)
    yield from _storage(storage)
    with closing(Database(settings.database_url)) as database:
        yield from _database(database, storage)


def wrong(words: str) -> Finding:
    """Return what has to be put right."""
    return Finding(words, good=False)


def _python() -> Findings:
    yield Finding(f"Python is {'.'.join(str(part) for part in sys.version_info[:3])}.")


def _folder(folder: Path) -> Findings:
    probe = folder / ".doctor"
    try:
        probe.write_bytes(b"Foothold was here.")
        probe.unlink()
        left = shutil.disk_usage(folder).free
    except OSError as trouble:
        yield wrong(f"The data folder {folder} cannot be written to: {trouble.strerror}.")
        return
    if left < ROOM:
        yield wrong(f"The data folder {folder} has only {left // 1_000_000} MB left.")
    else:
        yield Finding(f"The data folder {folder} can be written to.")


def _address(settings: Settings) -> Findings:
    if settings.secure or urlsplit(settings.base_url).hostname in ("127.0.0.1", "localhost"):
        yield Finding(f"People reach the portal at {settings.base_url}.")
    else:
        yield wrong(
            f"People reach the portal at {settings.base_url}, where others can read along: "
            "put HTTPS in front and set PORTAL_BASE_URL to https://…."
        )


def _photos() -> Findings:
    if find_spec("pillow_heif"):
        yield Finding("Photos of iPhones (HEIC) can be read.")
    else:
        yield wrong("Photos of iPhones (HEIC) cannot be read: install the package pillow-heif.")


def _words() -> Findings:
    missing = [path.parts[-3] for path in uncompiled()]
    if missing:
        yield wrong(f"The words of {', '.join(missing)} are not compiled: run `make words`.")
    else:
        yield Finding(f"The screens speak {', '.join(LANGUAGES)}.")


def _mail(settings: Settings) -> Findings:
    url = urlsplit(settings.mail_url)
    if url.scheme == "file":
        yield Finding(f"Mails become files in {url.path}, and nobody gets them.")
        return
    try:
        mail.knock(settings)
    except (OSError, smtplib.SMTPException) as trouble:
        yield wrong(
            f"The mail server {url.hostname} cannot be used: {trouble}. See PORTAL_MAIL_URL."
        )
    else:
        yield Finding(f"The mail server {url.hostname} answers.")


def _texts(settings: Settings) -> Findings:
    url = urlsplit(settings.text_url)
    if url.scheme == "file":
        yield Finding(f"Text messages become files in {url.path}, and nobody gets them.")
        return
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        socket.create_connection((url.hostname or "", port), timeout=10).close()
    except OSError as trouble:
        yield wrong(f"Who sends texts, {url.hostname}, is away: {trouble}. See PORTAL_TEXT_URL.")
    else:
        yield Finding(f"Who sends texts, {url.hostname}, can be reached.")


def _storage(storage: Storage) -> Findings:
    try:
        storage.check()
    except StorageTrouble as trouble:
        yield wrong(str(trouble))
    else:
        yield Finding("The storage gives back what is written to it.")


def _database(database: Database, storage: Storage) -> Findings:
    try:
        with database.reader.connect() as connection:
            at = revision_of(connection)
            yield from _pragmas(connection) if database.sqlite else _server(connection)
    except SQLAlchemyError as trouble:
        why = str(getattr(trouble, "orig", None) or trouble).strip().partition("\n")[0]
        yield wrong(f"The database cannot be reached: {why}.")
        return
    if at != newest():
        yield wrong("The database is not migrated: run `python -m portal migrate`.")
        return
    yield Finding(f"The database is migrated ({at}).")
    with database.session(reads=True) as session:
        for look in LOOKS:
            yield from look(session)
        yield from _files(session, storage)


def _pragmas(connection: Connection) -> Findings:
    wanted = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "quick_check": "ok"}
    for name, value in wanted.items():
        found = connection.scalar(text(f"PRAGMA {name}"))
        if found != value:
            yield wrong(f"SQLite says {name} is “{found}”, and it should be “{value}”.")
    yield Finding("The database is SQLite, sound, with its log and its foreign keys.")


def _server(connection: Connection) -> Findings:
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        yield wrong(f"The database is in {encoding}: make one with ENCODING 'UTF8'.")
    there = connection.scalar(text("SELECT clock_timestamp()"))
    if there is not None and abs(there - now()) > timedelta(minutes=1):
        yield wrong("The clocks of this machine and of the database differ by over a minute.")
    version = connection.scalar(text("SHOW server_version"))
    yield Finding(f"The database is PostgreSQL {version}.")


def _clock(session: Session) -> Findings:
    last = session.scalar(select(func.max(LogLine.created_at)))
    if last and last > now() + timedelta(minutes=5):
        yield wrong(f"The clock says {now():%Y-%m-%d %H:%M} UTC, but the log is ahead of it.")
    else:
        yield Finding(f"The clock says {now():%Y-%m-%d %H:%M} UTC.")


def _jobs(session: Session) -> Findings:
    failed = select(func.count(), func.max(Job.sentence)).where(Job.state == JobState.FAILED)
    count, sentence = session.execute(failed).one()
    if count:
        yield wrong(f"{count} jobs were given up, such as: {sentence}")
    late = select(func.count()).where(
        Job.state == JobState.WAITING,
        Job.run_at < now() - LATE,
        Job.lease_until.is_(None) | (Job.lease_until < now()),
    )
    waiting = session.scalar(late)
    if waiting:
        yield wrong(f"{waiting} jobs wait for over ten minutes: no worker runs, or too few.")
    elif not count:
        yield Finding("No job waits too long, and none was given up.")


def _digests(session: Session) -> Findings:
    query = (
        select(Version)
        .where(Version.sent_at.is_not(None))
        .options(
            selectinload(Version.files).joinedload(VersionFile.media),
            selectinload(Version.self_marks),
            joinedload(Version.work),
        )
        .order_by(Version.id)
    )
    count = changed = 0
    for version in session.scalars(query.execution_options(yield_per=SOME)):
        count += 1
        if digest_of_version(version) != version.digest:
            changed += 1
            title = version.work.title
            yield wrong(f"Version {version.number} of “{title}” is not what was sent.")
    if not changed:
        yield Finding(f"All {count} sent versions are what was sent.")


def _files(session: Session, storage: Storage) -> Findings:
    try:
        there = set(storage.keys())
    except StorageTrouble:
        return  # said above
    known = {*session.scalars(select(Media.key)), *session.scalars(select(Variant.key))}
    missing = sorted(known - there)
    if missing:
        yield wrong(f"{len(missing)} files are missing from the storage, such as {missing[0]}.")
    else:
        yield Finding(f"All {len(known)} files are in the storage.")


LOOKS: tuple[Callable[[Session], Findings], ...] = (_clock, _jobs, _digests)
