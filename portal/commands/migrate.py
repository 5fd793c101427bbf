"""`migrate`: bring the database to the newest step."""

from argparse import Namespace

from sqlalchemy.exc import SQLAlchemyError

from portal.commands.base import Command, Refusal, make_data_folder, settings_now
from portal.commands.databases import revision_of, unreachable
from portal.engine import Database
from portal.migrating import migrate, newest


def run(arguments: Namespace) -> int:
    """Make the database if it is new, and bring it to the newest step."""
    settings = settings_now()
    make_data_folder(settings)
    database = Database(settings.database_url)
    try:
        before = revision_of(database.reader)
    except SQLAlchemyError as trouble:
        raise Refusal(unreachable(trouble)) from trouble
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
