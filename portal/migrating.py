"""Migrations: bringing a database to the newest step."""

from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER = Path(__file__).parent.parent / "migrations"


def config(url: str) -> Config:
    """Return Alembic's settings for the database at that URL."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    settings.set_main_option("file_template", "%%(rev)s")
    settings.attributes["url"] = url
    return settings


def migrate(url: str, to: str = "head") -> None:
    """Bring the database to that step, the newest when none is named."""
    command.upgrade(config(url), to)


def migrate_down(url: str, to: str = "base") -> None:
    """Take the database back to that step."""
    command.downgrade(config(url), to)


def is_compared(thing: Any, name: str | None, *about: Any) -> bool:
    """Tell Alembic whether the models know of it: the indexes of search are plain SQL of a step."""
    return not (name or "").startswith(("search_words", "ix_search_rows_words"))


@cache
def newest() -> str | None:
    """Return the name of the newest step."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def revision_of(connection: Connection) -> str | None:
    """Return the name of the step that a database is at, or None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()
