"""Whether the process answers, and whether it can do its work."""

from alembic.runtime.migration import MigrationContext
from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from portal.access import public
from portal.db import database
from portal.migrating import newest
from portal.storage import StorageTrouble

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Say that the process answers."""
    return "ok\n", 200, {"Content-Type": "text/plain"}


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Say whether database, storage and migrations are ready; 503 with the reason."""
    reason = what_is_missing()
    status = 503 if reason else 200
    return f"{reason or 'ready'}\n", status, {"Content-Type": "text/plain"}


def what_is_missing() -> str:
    """Return the first thing that is not ready as a sentence, or nothing."""
    try:
        with database().reader.connect() as connection:
            at = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        return "The database cannot be reached."
    if at != newest():
        return "The database is not migrated: run `python -m portal migrate`."
    try:
        current_app.extensions["portal.storage"].check()
    except StorageTrouble as trouble:
        return str(trouble)
    return ""
