"""Noticing a photo that was cut off on the way, from its outer structure, without decoding."""

import re
from collections.abc import Callable, Iterator
from os import SEEK_CUR, SEEK_END
from struct import unpack
from typing import BinaryIO

from portal.photos.errors import Empty, NotAPhoto, NotWhole

# Hostile files are made of millions of tiny parts; a photo needs far fewer than these.
_MOST_SEGMENTS = 10_000
_MOST_SCANS = 50
_MOST_CHUNKS = 200_000
_MOST_BOXES = 10_000
_MOST_JUNK = 65_536

# A JPEG marker that is neither a stuffed byte nor a restart within a scan.
_MARKER = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")
_SCAN, _END = 0xDA, 0xD9
_ALONE = {0x01, 0xD8, _END}
_FRAMES = {0xC0, 0xC1}

_BOXES = {b"ftyp", b"meta", b"moov", b"mdat", b"free", b"skip", b"uuid"}


def size_of(file: BinaryIO) -> int:
    """Return how many bytes the file has."""
    return file.seek(0, SEEK_END)


def check_whole(file: BinaryIO, kind: str) -> None:
    """Raise Empty or NotWhole if the file ends before the photo does."""
    size = size_of(file)
    if not size:
        raise Empty
    if check := _CHECKS.get(kind):
        check(file, size)


def _check_jpeg(file: BinaryIO, size: int) -> None:
    """Walk from marker to marker to the end of the picture.

    What comes after that end is not looked at: phones add films and depth maps there. A scan
    must also be long enough for its picture: each block of 8 x 8 takes at least two bits.
    """
    needed = scanned = scans = 0
    for marker, before, body in _segments(file, size):
        if scans:
            scanned += before
        elif before > _MOST_JUNK:
            raise NotAPhoto
        if marker == _END:
            break
        scans += marker == _SCAN
        if scans > _MOST_SCANS:  # each scan goes over all pixels again
            raise NotAPhoto
        if marker in _FRAMES:
            needed = _least_scan(body)
    if not scanned or scanned < needed:
        raise NotWhole


def _segments(file: BinaryIO, size: int) -> Iterator[tuple[int, int, bytes]]:
    """Give each marker, how many bytes lie before it, and what its segment holds."""
    file.seek(2)
    for _ in range(_MOST_SEGMENTS):
        start = file.tell()
        marker = _next_marker(file)
        before = file.tell() - start - 2
        yield marker, before, b"" if marker in _ALONE else _segment(file, size)
    raise NotAPhoto


def _next_marker(file: BinaryIO) -> int:
    """Return the next marker's code and leave the file behind it."""
    while piece := file.read(16_384):
        if found := _MARKER.search(piece):
            file.seek(found.end() - len(piece), SEEK_CUR)
            return found[1][0]
        if len(piece) > 1 and piece.endswith(b"\xff"):
            file.seek(-1, SEEK_CUR)
    raise NotWhole


def _segment(file: BinaryIO, size: int) -> bytes:
    """Read the segment that follows its marker."""
    head = file.read(2)
    length = int.from_bytes(head, "big")
    if len(head) < 2 or file.tell() + length - 2 > size:
        raise NotWhole
    if length < 2:
        raise NotAPhoto
    return file.read(length - 2)


def _least_scan(frame: bytes) -> int:
    """Return the least bytes that a baseline frame's blocks can take: a quarter for each."""
    if len(frame) < 6:
        raise NotAPhoto
    height, width = unpack(">HH", frame[1:5])
    return int(width // 8) * int(height // 8) // 4


def _check_png(file: BinaryIO, size: int) -> None:
    """Walk from chunk to chunk to IEND."""
    at = 8
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            raise NotWhole
        length, kind = unpack(">I4s", head)
        at += 12 + length
        if at > size:
            raise NotWhole
        if kind == b"IEND":
            return
    raise NotAPhoto


def _check_webp(file: BinaryIO, size: int) -> None:
    """Compare the size that the file says of itself with the size it has."""
    file.seek(4)
    if int.from_bytes(file.read(4), "little") + 8 > size:
        raise NotWhole


def _check_boxes(file: BinaryIO, size: int) -> None:
    """Walk over the outer boxes: none that we know may be longer than the file.

    This matters most for HEIC, whose decoder paints missing parts green without a word.
    """
    at = 0
    for _ in range(_MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        length, kind = _box(head)
        if not length:  # the last box goes on to the file's end
            return
        if length < 8:
            raise NotAPhoto
        at += length
        if at > size and kind in _BOXES:
            raise NotWhole
        if at >= size:
            return
    raise NotAPhoto


def _box(head: bytes) -> tuple[int, bytes]:
    """Return a box's length and kind; a few bytes too short for a box count as the last one."""
    if len(head) < 8:
        return 0, b""
    length, kind = unpack(">I4s", head[:8])
    if length != 1:
        return int(length), kind
    if len(head) < 16:
        raise NotWhole
    return int.from_bytes(head[8:], "big"), kind


_CHECKS: dict[str, Callable[[BinaryIO, int], None]] = {
    "image/jpeg": _check_jpeg,
    "image/png": _check_png,
    "image/webp": _check_webp,
    "image/heic": _check_boxes,
    "image/heif": _check_boxes,
    "image/avif": _check_boxes,
}
