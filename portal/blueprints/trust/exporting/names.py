"""Names for files that every system can unpack: odd ones made plain, no name twice."""

import unicodedata
from collections.abc import Iterable
from uuid import UUID

LONGEST = 80  # characters
MOST_BYTES = 180
FORBIDDEN = set('\\/:*?"<>|')
DEVICES = {"con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(10))}


def safe_names(files: Iterable[tuple[UUID, str]]) -> dict[UUID, str]:
    """Return a name in the archive for each file, in the order in which they come."""
    taken: set[str] = set()
    names: dict[UUID, str] = {}
    for file_id, typed in files:
        names[file_id] = _free(safe_name(typed), taken)
        taken.add(names[file_id].casefold())
    return names


def safe_name(typed: str) -> str:
    """Keep letters of every script; leave out what steers, climbs or is forbidden somewhere."""
    text = unicodedata.normalize("NFC", typed)
    text = "".join("_" if char in FORBIDDEN else char for char in text if _is_seen(char))
    stem, ending = _parts(" ".join(text.split()).strip(" ."))
    if stem.casefold() in DEVICES:
        stem = f"_{stem}"
    return _fit(stem or "file", ending)


def _is_seen(char: str) -> bool:
    return unicodedata.category(char)[0] != "C" or char == "\N{ZERO WIDTH NON-JOINER}"


def _parts(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name, ""
    return stem.rstrip(" ."), f".{ending}"


def _fit(stem: str, ending: str) -> str:
    stem = stem[:LONGEST]
    while len((stem + ending).encode()) > MOST_BYTES and len(stem) > 1:
        stem = stem[:-1]
    return stem.rstrip(" .") + ending


def _free(name: str, taken: set[str]) -> str:
    stem, ending = _parts(name)
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{_fit(stem, '')} ({number}){ending}"
    return free
