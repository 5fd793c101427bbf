"""Turns plain data into the small frozen classes of the story, and says where it does not fit."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints


def shape(kind: Any, data: Any, where: str) -> Any:
    """Return the data as this kind of thing; `where` is told if it does not fit."""
    if get_origin(kind) in (types.UnionType,):
        return None if data is None else shape(get_args(kind)[0], data, where)
    if get_origin(kind) is tuple:
        return tuple(shape(get_args(kind)[0], row, f"{where}[{n}]") for n, row in enumerate(data))
    if get_origin(kind) is Mapping:
        return {key: shape(get_args(kind)[1], row, f"{where}.{key}") for key, row in data.items()}
    if isinstance(data, str) and hasattr(kind, "read"):
        return kind.read(data)
    if is_dataclass(kind) and isinstance(data, dict):
        return _filled(kind, data, where)
    return _plain(kind, data, where)


def _filled(kind: Any, data: dict[str, Any], where: str) -> Any:
    hints = get_type_hints(kind)
    if strange := data.keys() - {field.name for field in fields(kind)}:
        raise ValueError(f"{where}: nobody knows {', '.join(sorted(strange))}")
    return kind(
        **{name: shape(hints[name], value, f"{where}.{name}") for name, value in data.items()}
    )


def _plain(kind: Any, data: Any, where: str) -> Any:
    if issubclass(kind, Enum) or (kind is float and isinstance(data, int)):
        return kind(data)
    if type(data) is not kind:
        raise ValueError(f"{where}: expected {kind.__name__}, found {data!r}")
    return data
