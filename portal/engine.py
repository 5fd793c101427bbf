"""The database: how it is opened, and how its transactions begin."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal.frozen import guard_sent_versions
from portal.turns import Turns

WAIT = "PRAGMA busy_timeout=10000"
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL may lose the last commits when the power goes
    WAIT,
    "PRAGMA foreign_keys=ON",
)


class Database:
    """One database with two doors: `writer`, and `reader`, which cannot write."""

    def __init__(self, url: str) -> None:
        """Open the database at that SQLAlchemy URL."""
        self.sqlite = make_url(url).get_backend_name() == "sqlite"
        # What people typed stands in the parameters: no error, and so no log, repeats it.
        self.writer = create_engine(url, pool_size=16, max_overflow=16, hide_parameters=True)
        if self.sqlite:
            event.listen(self.writer, "connect", _prepare)
            turns = Turns()
            event.listen(self.writer, "begin", lambda connection: _begin(connection, turns))
        self.reader: Engine = self.writer.execution_options(
            reads=True, **({} if self.sqlite else {"postgresql_readonly": True})
        )
        # For one statement by itself: SQLite needs no BEGIN and no COMMIT around it.
        self.glance: Engine = self.reader.execution_options(glance=True)

    def session(self, *, reads: bool = False) -> Session:
        """Open a session whose transactions may write, unless it only reads."""
        session = Session(self.reader if reads else self.writer, expire_on_commit=False)
        event.listen(session, "before_flush", guard_sent_versions)
        return session

    def forget_freed(self) -> bool:
        """Make the files of SQLite forget every byte that no row holds any more.

        The file is written anew, and whoever wants to write waits meanwhile. False when somebody
        reads an older state for long. PostgreSQL sees to it by itself.
        """
        if not self.sqlite:
            return True
        raw = self.writer.raw_connection()
        raw.info["reads"] = False
        try:
            for deed in ("PRAGMA query_only=OFF", "VACUUM"):
                raw.cursor().execute(deed)
            busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:
            return False
        finally:
            raw.close()
        return busy is not None and busy[0] == 0

    def close(self) -> None:
        """Give all connections back."""
        self.writer.dispose()


def _prepare(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection, turns: Turns) -> None:
    options = connection.get_execution_options()
    reads = options.get("reads", False)
    raw: Any = connection.connection.dbapi_connection
    try:
        if connection.info.get("reads") is not reads:
            raw.execute(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
            connection.info["reads"] = reads
        if not reads:
            _take_turn(raw, turns)
        elif not options.get("glance"):
            raw.execute("BEGIN")
    except sqlite3.Error as trouble:  # said behind SQLAlchemy's back: its own kind, like the rest
        raise OperationalError("BEGIN", None, trouble) from trouble


def _take_turn(raw: Any, turns: Turns) -> None:
    try:
        turns.take(raw)
    finally:
        raw.execute(WAIT)
