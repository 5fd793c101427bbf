"""Making the demo ready: migrated, poured once, and kept between runs."""

from dataclasses import replace

from flask import Flask
from sqlalchemy import exists, select

from portal.commands.base import Refusal
from portal.commands.databases import holds_demo_people, holds_people, step_of
from portal.config import Settings
from portal.demo.pouring import POURED, pour
from portal.demo.story import Story, load_story
from portal.engine import Database
from portal.jobs import Tools
from portal.migrating import migrate, newest
from portal.models import LogLine
from portal.models.base import Base
from portal.working import tools_of


def demo_settings(settings: Settings) -> Settings:
    """Return the settings with mails as files: nobody behind an invented address gets one."""
    return replace(settings, demo=True, mail_url=(settings.data_dir / "mail").as_uri())


def migrate_if_needed(settings: Settings) -> None:
    """Bring the database to the newest step."""
    database = Database(settings.database_url)
    at = step_of(database)
    database.close()
    if at != newest():
        migrate(settings.database_url)


def pour_if_needed(app: Flask, story: Story | None = None) -> bool:
    """Pour the story unless it is there; tell whether it was poured now.

    What a killed pouring left behind is thrown away first.
    """
    tools = tools_of(app)
    if is_poured(tools.database):
        return False
    if holds_demo_people(tools.database):
        throw_away(tools)
    if holds_people(tools.database):
        raise Refusal(
            "This database holds people of its own: set PORTAL_DATA_DIR to an empty folder "
            "for the demo."
        )
    with app.app_context():
        pour(tools, story or load_story())
    return True


def is_poured(database: Database) -> bool:
    """Tell whether the whole story is in the database."""
    with database.session(reads=True) as session:
        return bool(session.scalar(select(exists().where(LogLine.verb == POURED))))


def throw_away(tools: Tools) -> None:
    """Delete every row and every file."""
    with tools.writing() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
    for key in list(tools.storage.keys()):
        tools.storage.delete(key)
