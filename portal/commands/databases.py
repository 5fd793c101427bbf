"""Looking at a database before a command works on it."""

from sqlalchemy import exists, func, select
from sqlalchemy.exc import SQLAlchemyError

from portal.commands.base import Refusal
from portal.engine import Database
from portal.migrating import newest, revision_of
from portal.models import Person

DEMO_HOST = "@demo.example"


def must_be_migrated(database: Database) -> None:
    """Refuse unless the database can be reached and is at the newest step."""
    if step_of(database) != newest():
        raise Refusal("The database is not migrated: run `python -m portal migrate` first.")


def step_of(database: Database) -> str | None:
    """Return the step the database is at, None when it is empty; refuse if it is out of reach."""
    try:
        with database.reader.connect() as connection:
            return revision_of(connection)
    except SQLAlchemyError as trouble:
        raise Refusal(unreachable(trouble)) from trouble


def must_hold_no_demo(database: Database) -> None:
    """Refuse a database with demo people in it: their password is public."""
    if holds_demo_people(database):
        raise Refusal(
            "This database holds the people of the demo, whose password everybody knows: "
            "run `python -m portal demo`, or set PORTAL_DATA_DIR to another folder."
        )


def holds_demo_people(database: Database) -> bool:
    """Tell whether people of the demo are in the database."""
    demo = func.lower(Person.email).like(f"%{DEMO_HOST}")
    with database.session(reads=True) as session:
        return bool(session.scalar(select(exists().where(demo))))


def holds_people(database: Database) -> bool:
    """Tell whether anybody is in the database."""
    with database.session(reads=True) as session:
        return bool(session.scalar(select(exists(select(Person.id)))))


def unreachable(trouble: SQLAlchemyError) -> str:
    """Say that the database cannot be reached, and the first line of why."""
    why = str(getattr(trouble, "orig", None) or trouble).strip().partition("\n")[0].rstrip(".")
    return f"The database cannot be reached: {why}."
