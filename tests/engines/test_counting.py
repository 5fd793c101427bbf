"""What counts after the journeys finds what they must not leave behind."""

import sqlite3
from contextlib import closing

from portal.migrating import migrate
from tests.engines.counting import doubled
from tests.scenes import Scene


def test_what_is_there_twice_or_half_is_named(tmp_path):
    migrate(f"sqlite:///{tmp_path / 'portal.db'}")
    scene = Scene(tmp_path)
    assert doubled(tmp_path) == []

    with closing(sqlite3.connect(tmp_path / "portal.db")) as database, database:
        database.execute("CREATE TABLE again AS SELECT * FROM notes")
        database.execute("UPDATE again SET id = 'another'")
        database.execute("INSERT INTO notes SELECT * FROM again")
        database.execute("UPDATE works SET state = 'sent' WHERE title LIKE 'Draft%'")

    twice, half = doubled(tmp_path)
    assert twice.startswith("2 notes are one")
    assert scene.word in twice
    assert half == f"sent work without a sent version: Draft {scene.word}"
