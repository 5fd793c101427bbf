"""`migrate`: bring the database to the newest step."""

from argparse import Namespace

from portal.commands.base import Command, make_data_folder, settings_now
from portal.commands.databases import step_of
from portal.engine import Database
from portal.migrating import migrate, newest


def run(arguments: Namespace) -> int:
    """Make the database if it is new, and bring it to the newest step."""
    settings = settings_now()
    make_data_folder(settings)
    database = Database(settings.database_url)
    try:
        before = step_of(database)
    finally:
        database.close()
    migrate(settings.database_url)
    print(
        f"The database was at the newest step already ({before})."
        if before == newest()
        else f"The database is at the newest step now ({newest()})."
    )
    return 0


COMMAND = Command("migrate", "bring the database to the newest step", run)
