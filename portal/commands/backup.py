"""`backup` and `restore`: one command each, and each says what it did."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from portal.backup import BackupTrouble, back_up, restore
from portal.commands.base import Command, Refusal, make_data_folder, settings_now, storage_of
from portal.commands.databases import must_be_migrated, unreachable
from portal.engine import Database
from portal.storage import StorageTrouble

TROUBLES = (BackupTrouble, StorageTrouble)


def run_backup(arguments: Namespace) -> int:
    """Back up everything into a new folder or tar file."""
    settings = settings_now()
    database = Database(settings.database_url)
    try:
        must_be_migrated(database)
        made = back_up(settings, database, storage_of(settings), arguments.place)
    except (*TROUBLES, OSError) as trouble:
        raise Refusal(f"No backup was made. {trouble}") from trouble
    finally:
        database.close()
    print(f"Saved {made.rows} rows and {made.files} files in {arguments.place}, and checked them.")
    return 0


def run_restore(arguments: Namespace) -> int:
    """Put a backup back into an empty database and an empty storage."""
    settings = settings_now()
    make_data_folder(settings)
    try:
        done = restore(settings, storage_of(settings), arguments.place)
    except (*TROUBLES, OSError) as trouble:
        raise Refusal(str(trouble)) from trouble
    except SQLAlchemyError as trouble:
        raise Refusal(unreachable(trouble)) from trouble
    print(f"Restored {done.rows} rows and {done.files} files of the backup of {done.made_at}.")
    if not done.same_secret:
        print("PORTAL_SECRET_KEY is another one: every visit ends and every share link changes.")
    if not done.is_newest:
        print("The backup is older than this release: run `python -m portal migrate` now.")
    return 0


def backup_arguments(parser: ArgumentParser) -> None:
    """Ask where to."""
    parser.add_argument("place", type=Path, help="a new folder, or a new file that ends in .tar")


def restore_arguments(parser: ArgumentParser) -> None:
    """Ask where from."""
    parser.add_argument("place", type=Path, help="the folder or file that `backup` made")


BACKUP = Command("backup", "save everything while people work", run_backup, backup_arguments)
RESTORE = Command(
    "restore", "put a backup back into an empty place", run_restore, restore_arguments
)
