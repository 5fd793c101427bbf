"""Runs the migrations on the database that `portal.migrating` names."""

from typing import Any

from alembic import context
from sqlalchemy import create_engine, event

from portal.migrating import is_compared
from portal.models import Base, Moment


def render_item(kind: str, thing: Any, autogen: Any) -> str | bool:
    """Write our column type by what it is in the database: steps import no models."""
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    return False


def _wait_for_others(raw: Any, record: Any) -> None:
    raw.execute("PRAGMA busy_timeout=10000")


def run() -> None:
    """Run the steps in one transaction."""
    engine = create_engine(context.config.attributes["url"])
    if engine.dialect.name == "sqlite":
        event.listen(
            engine, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=10000")
        )
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=render_item,
            include_object=is_compared,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
