"""All rows of a database as lines of JSON, and back: the same for every kind of database."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import IO, Any
from uuid import UUID

from sqlalchemy import Connection, Table, column, func, insert, inspect, select, table
from sqlalchemy.types import JSON, Date, TypeEngine, Uuid

from portal.backup.archives import BackupTrouble
from portal.models.base import Base, Moment

SOME = 500


def tables() -> list[Table]:
    """Return the tables, those that others point to first."""
    return Base.metadata.sorted_tables


def count_rows(connection: Connection) -> dict[str, int]:
    """Count the rows of every table that is there."""
    there = set(inspect(connection).get_table_names())
    return {
        each.name: connection.scalar(select(func.count()).select_from(each)) or 0
        for each in tables()
        if each.name in there
    }


def write_rows(connection: Connection, each: Table, file: IO[bytes]) -> int:
    """Write one table: a line for the names of its columns, then one for each row."""
    names = [one.name for one in each.columns]
    file.write(json.dumps(names).encode() + b"\n")
    found = connection.execution_options(yield_per=SOME).execute(select(each))
    count = 0
    for row in found:
        file.write(json.dumps([_plain(value) for value in row]).encode() + b"\n")
        count += 1
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def read_rows(connection: Connection, each: Table, file: Iterable[bytes]) -> None:
    """Put the rows of one table back, with the columns that it had then."""
    lines = iter(file)
    names = json.loads(next(lines))
    gone = [name for name in names if name not in each.columns]
    if gone:
        raise BackupTrouble(
            f"The backup is too old for this release: {each.name} has no {gone[0]} any more."
        )
    kinds = [each.columns[name].type for name in names]
    then = table(each.name, *(column(n, k) for n, k in zip(names, kinds, strict=True)))
    rows = (_row(names, kinds, json.loads(line)) for line in lines)
    while some := list(islice(rows, SOME)):
        connection.execute(insert(then), some)


def _row(names: list[str], kinds: list[TypeEngine[Any]], values: list[Any]) -> dict[str, Any]:
    return {n: _rich(k, v) for n, k, v in zip(names, kinds, values, strict=True)}


def _rich(kind: TypeEngine[Any], value: Any) -> Any:
    if value is None or isinstance(kind, JSON):
        return value
    if isinstance(kind, Uuid):
        return UUID(value)
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


def file_keys(connection: Connection) -> Iterator[str]:
    """Name the files that rows point to."""
    for name in ("media", "variants"):
        keys = Base.metadata.tables[name].columns["key"]
        yield from connection.execution_options(yield_per=SOME).scalars(select(keys))
