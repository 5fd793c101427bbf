"""What nobody may find after a journey: things that are there twice, or half."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

# What makes a row of each table one thing: what a person would call the same, said again.
ONE = {
    "works": "learner_id, title",
    "versions WHERE sent_at IS NOT NULL": "work_id, plain, changed",
    "version_files": "version_id, media_id",
    "media": "person_id, sha256",
    "notes": "feedback_id, media_id, start, stop, x, y, words",
    "replies": "note_id, author_id, words",
    "steps": "person_id, feedback_id, words",
    "reflections": "person_id, work_id, feedback_id, words",
    "shares": "person_id, portfolio_id, page_id, piece_id, label",
}
HALF = {
    "sent work without a sent version": """
        SELECT works.title FROM works WHERE state <> 'draft' AND NOT EXISTS
        (SELECT 1 FROM versions WHERE work_id = works.id AND sent_at IS NOT NULL)""",
    "a work without a version": """
        SELECT works.title FROM works WHERE NOT EXISTS
        (SELECT 1 FROM versions WHERE work_id = works.id)""",
    "a given answer on a work that waits": """
        SELECT works.title FROM feedback JOIN versions ON versions.id = feedback.version_id
        JOIN works ON works.id = versions.work_id WHERE given_at IS NOT NULL AND state = 'sent'
        AND number = (SELECT max(number) FROM versions WHERE work_id = works.id)""",
}


def doubled(data: Path) -> list[str]:
    """Name what is in the data folder twice, or only half; an empty list is as it should be."""
    with closing(sqlite3.connect(data / "portal.db")) as database:
        return [*_twice(database), *_half(database), *_short(database, data / "files")]


def _twice(database: sqlite3.Connection) -> Iterator[str]:
    for table, one in ONE.items():
        query = f"SELECT count(*), {one} FROM {table} GROUP BY {one} HAVING count(*) > 1"
        for times, *what in database.execute(query):
            said = " ".join(str(each)[:40] for each in what)
            yield f"{times} {table.split()[0]} are one: {said}"


def _half(database: sqlite3.Connection) -> Iterator[str]:
    for what, query in HALF.items():
        for (title,) in database.execute(query):
            yield f"{what}: {title}"


def _short(database: sqlite3.Connection, files: Path) -> Iterator[str]:
    for name, key, size in database.execute("SELECT name, key, bytes FROM media"):
        path = files / key
        if not path.is_file() or path.stat().st_size != size:
            yield f"half a file: {name}"
