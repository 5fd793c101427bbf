"""Taking a file in: looked at by its content and stored before any write begins."""

import hashlib
import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.filetypes import UNKNOWN, detect, is_photo
from portal.ids import new_id
from portal.models import Media
from portal.photos import NotAPhoto, PhotoProblem, Size, look_at
from portal.storage import Storage
from portal.typed import one_line
from portal.words import gettext as _

MOST_BYTES = 40_000_000
BLOCK = 256 * 1024
LONGEST_NAME = 120
PLACES = ("image/", "video/", "audio/")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that is whole, stored, and known by its digest."""

    id: UUID
    name: str
    sha256: str
    bytes: int
    type: str
    key: str
    size: Size | None = None  # of a photo, upright
    upload_id: UUID | None = None  # under which it came in parts


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and a sentence that says why."""

    name: str
    sentence: str


class _Wrong(Exception):
    """What is wrong with a file, as a sentence."""


def receive(
    session: Session, storage: Storage, person_id: UUID, file: BinaryIO, name: str
) -> Arrived | Refused:
    """Look at a file and store it; slow, so it belongs before the write.

    The same file of the same person is stored once: the second time nothing is written.
    """
    name = own_name(name)
    try:
        size = _checked_size(file)
        kind = kind_of(file, name)
        shape = look_at(file, kind) if is_photo(kind) else None
    except (_Wrong, PhotoProblem) as wrong:
        return Refused(name, str(wrong))
    digest = _sha256(file)
    before = session.scalar(
        select(Media).where(Media.person_id == person_id, Media.sha256 == digest)
    )
    media_id = before.id if before else new_id()
    key = before.key if before else f"media/{person_id}/{media_id}"
    if before is None:
        storage.put(key, file, kind)
    return Arrived(media_id, name, digest, size, kind, key, shape)


def sort_out(received: Iterable[Arrived | Refused]) -> tuple[list[Arrived], list[Refused]]:
    """Part what arrived from what was refused."""
    every = list(received)
    arrived = [one for one in every if isinstance(one, Arrived)]
    return arrived, [one for one in every if isinstance(one, Refused)]


def own_name(name: str) -> str:
    """Return the file's own name, without folders, in one line of a length that fits a screen."""
    own = one_line(re.split(r"[/\\]", name)[-1]) or _("file")
    if len(own) <= LONGEST_NAME:
        return own
    ending = PurePath(own).suffix[:12]
    return own[: LONGEST_NAME - len(ending)] + ending


def kind_of(file: BinaryIO, name: str) -> str:
    """Tell the type by the content; what only its name calls a film or a recording stays private.

    What calls itself a photo and is none is refused, before somebody waits for its picture.
    """
    file.seek(0)
    kind = detect(file.read(4096), name)
    file.seek(0)
    guessed = mimetypes.guess_type(name)[0] or ""
    if is_photo(kind) or kind == "image/svg+xml":
        return kind
    if guessed.startswith("image/") and guessed != "image/svg+xml":
        raise NotAPhoto
    return guessed if kind == UNKNOWN and guessed.startswith(PLACES) else kind


def _checked_size(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise _Wrong(_("This file is empty. Choose it again and send it."))
    if size > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise _Wrong(_("This file is too large: send one of %(most)s MB at most.", most=most))
    return size


def _sha256(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while block := file.read(BLOCK):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()
