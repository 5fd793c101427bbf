"""What every table has: an id, a time, a stamp, and names for constraints."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Dialect, ForeignKeyConstraint, MetaData, UniqueConstraint, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import DateTime, TypeDecorator

from portal.clock import now
from portal.ids import new_id

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A time with its zone: UTC goes in, UTC with zone comes out, on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn the time into UTC; a time without a zone is a mistake of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time needs its zone.")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back that SQLite forgets."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The root of all models."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {UUID: Uuid(), datetime: Moment()}


class Identified:
    """A row with an id that sorts by time, and the moment it was made."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class Stamped(Identified):
    """A row that two tabs may change: its stamp grows with every change."""

    stamp: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let SQLAlchemy raise the stamp and notice a lost race."""
        return {"version_id_col": cls.stamp}


def within(table: str, column: str) -> ForeignKeyConstraint:
    """Point to a row of the same programme: the wall between programmes."""
    return ForeignKeyConstraint(["programme_id", column], [f"{table}.programme_id", f"{table}.id"])


def walled() -> UniqueConstraint:
    """Let other tables point here together with the programme."""
    return UniqueConstraint("programme_id", "id")
