"""Stored files that no row knows: their request was killed after storing, before writing it down.

A file is looked at when it has been there for a day; by then every request is over.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from portal.clock import now
from portal.jobs import Tools
from portal.models import Export, HeldFile, Media, UploadPart, Variant

DAY = timedelta(days=1)
SOME = 200

log = logging.getLogger("portal.ownerless")


class Place(NamedTuple):
    """Files whose keys begin alike: which column knows them, and how a key finds its row."""

    beginning: str
    knows: Any
    finds: Any
    part_of: Callable[[str], Any]


PLACES = (
    Place("media/", Media.key, Media.id, lambda key: UUID(key.split("/")[2])),
    Place("variants/", Variant.key, Variant.media_id, lambda key: UUID(key.split("/")[1])),
    Place("held/", HeldFile.key, HeldFile.secret_hash, lambda key: key.split("/")[1]),
    Place("exports/", Export.key, Export.id, lambda key: UUID(key.split("/")[1])),
    Place("uploads/", UploadPart.key, UploadPart.upload_id, lambda key: UUID(key[8:44])),
)


def drop_ownerless(tools: Tools) -> None:
    """Delete files that are a day old and that no row knows.

    Where most are unknown, the storage may be another portal's, or the database an old copy:
    then nothing is deleted, and the log says so.
    """
    known, unknown = 0, list[str]()
    for place in PLACES:
        for keys in _batches(tools.storage.keys(place.beginning, before=now() - DAY)):
            owned = _owned(tools, place, keys)
            known += len(owned)
            unknown += [key for key in keys if key not in owned and _found_by(place, key)]
    if len(unknown) > known:
        log.warning("%d old files have no owner, and only %d have: left", len(unknown), known)
        return
    for key in unknown:
        tools.storage.delete(key)
    if unknown:
        log.info("%d old files had no owner", len(unknown))


def _owned(tools: Tools, place: Place, keys: list[str]) -> set[str]:
    parts = {part for key in keys if (part := _found_by(place, key))}
    with tools.reading() as session:
        found = session.scalars(select(place.knows).where(place.finds.in_(parts)))
        return {key for key in found if key} & set(keys)


def _found_by(place: Place, key: str) -> Any:
    """Return what in the key finds the row; nothing for a key that is not made by us."""
    try:
        return place.part_of(key)
    except (ValueError, IndexError):
        return None


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    every = iter(keys)
    while some := list(islice(every, SOME)):
        yield some
