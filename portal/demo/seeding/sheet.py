"""Rows by the thousand: collected, and written in the order in which they point to each other."""

from collections import defaultdict
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert

from portal.models.base import Base

MANY = 20_000  # rows that are written together


def id_at(moment: datetime, chance: Random) -> UUID:
    """Make a UUIDv7 of that moment; the same chance makes the same."""
    stamp = int(moment.timestamp() * 1000)
    value = (stamp << 80) | chance.getrandbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)


class Sheet:
    """Rows on their way into the database, through Core, many at once."""

    def __init__(self, connection: Connection) -> None:
        """Write into this connection, in its transaction."""
        self.connection = connection
        self.rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        self.waiting = self.written = 0

    def add(self, model: type[Base], at: datetime, chance: Random, **values: Any) -> UUID:
        """Add a row with an id of that moment, and return the id."""
        row_id = id_at(at, chance)
        self.put(model, id=row_id, created_at=at, **values)
        return row_id

    def put(self, model: type[Base], **values: Any) -> None:
        """Add a row that has no id of its own."""
        self.rows[model.__table__, tuple(values)].append(values)
        self.waiting += 1

    def write_if_many(self) -> None:
        """Write when there is much to write: at moments when nothing points ahead."""
        if self.waiting >= MANY:
            self.write()

    def write(self) -> None:
        """Write all that waits."""
        for table in Base.metadata.sorted_tables:
            for own, names in [key for key in self.rows if key[0] is table]:
                self.connection.execute(insert(table), self.rows.pop((own, names)))
        self.written += self.waiting
        self.waiting = 0
