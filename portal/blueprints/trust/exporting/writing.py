"""data.json, written as it is gathered: what comes one by one never stands in memory at once."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

Write = Callable[[str], object]


def write_json(write: Write, value: Any) -> None:
    """Write a value as JSON; generators are lists of what they yield."""
    if isinstance(value, Mapping):
        _write_all(write, "{}", value.items(), _write_pair)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        _write_all(write, "[]", value, write_json)
    elif isinstance(value, date):  # moments too: they carry their zone
        write(json.dumps(value.isoformat()))
    else:
        write(json.dumps(value, ensure_ascii=False))


def _write_pair(write: Write, pair: tuple[str, Any]) -> None:
    write(f"{json.dumps(pair[0])}: ")
    write_json(write, pair[1])


def _write_all(
    write: Write, ends: str, values: Iterable[Any], one: Callable[[Write, Any], None]
) -> None:
    write(ends[0])
    for place, value in enumerate(values):
        write(",\n" if place else "")
        one(write, value)
    write(ends[1] + "\n")
