"""What a folder and a bucket have in common: the interface, the keys, the troubles."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, Protocol

from portal.ids import new_id

_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


class Missing(Exception):
    """There is no file under that key."""


class StorageTrouble(Exception):
    """The storage cannot be used now; the words say why in one plain sentence."""


class Readable(Protocol):
    """Whatever gives bytes when asked, such as an open file or an upload."""

    def read(self, size: int = -1, /) -> bytes:
        """Give up to that many bytes, and none at the end."""


class Storage(Protocol):
    """A place for files: what is put there is there whole, or not at all."""

    def put(self, key: str, data: Readable | bytes, type: str) -> None:
        """Keep the data under the key, in place of what was there before."""

    def open(self, key: str, start: int = 0, stop: int | None = None) -> BinaryIO:
        """Read from start up to, but not including, stop; raise Missing if there is no file."""

    def size(self, key: str) -> int:
        """Count the bytes of a file, or raise Missing."""

    def delete(self, key: str) -> None:
        """Remove a file, which may be gone already."""

    def keys(self, prefix: str = "", *, before: datetime | None = None) -> Iterator[str]:
        """Name the keys that start with the prefix, in no promised order.

        With a time only those of files that have been there since before it.
        """

    def check(self) -> None:
        """Write, read and remove a small file, or raise StorageTrouble."""


def checked(key: str) -> str:
    """Return the key if it is one of ours: plain words and slashes, nothing that climbs."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"This is no key of ours: {key!r}")
    return key


def check_round_trip(storage: Storage) -> None:
    """Put a small file, read it back and remove it, or raise StorageTrouble."""
    key, words = f"check/{new_id()}", b"Foothold was here."
    storage.put(key, words, type="text/plain")
    try:
        with storage.open(key) as file:
            same = file.read() == words
    except Missing:
        same = False
    storage.delete(key)
    if not same:
        raise StorageTrouble("The storage does not give back what was written to it.")
