"""Making the small copies of a photo."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO
from uuid import UUID

from portal.blueprints.media import actions, arriving
from portal.jobs import GiveUp, Tools, job
from portal.models import Media, MediaState
from portal.photos import PhotoProblem, VariantBytes, make_variants
from portal.storage import Missing, Storage


@job("media.make_variants")
def make(tools: Tools, media_id: UUID) -> None:
    """Make and store the copies of a photo, unless that is done already."""
    with tools.reading() as session:
        media = session.get(Media, media_id)
    if media is None or media.state != MediaState.WAITING:
        return
    try:
        with _original(tools.storage, media.key) as file:
            copies = make_variants(file, media.type)
    except PhotoProblem:
        with tools.writing() as session:
            actions.give_up_photo(session, media_id)
        return
    made = [(copy, _store(tools.storage, media_id, copy)) for copy in copies]
    with tools.writing() as session:
        actions.keep_variants(session, media_id, made)


@job("media.drop_parts")
def drop_parts(tools: Tools, upload_id: UUID) -> None:
    """Delete the parts of a file that is kept as a whole by now, files before rows."""
    with tools.reading() as session:
        keys = arriving.keys_of_parts(session, upload_id)
    for key in keys:
        tools.storage.delete(key)
    with tools.writing() as session:
        arriving.forget_parts(session, upload_id)


@contextmanager
def _original(storage: Storage, key: str) -> Iterator[BinaryIO]:
    """Fetch the original into a file that can be read back and forth."""
    with TemporaryFile() as file:
        try:
            with storage.open(key) as stored:
                shutil.copyfileobj(stored, file)
        except Missing as missing:
            raise GiveUp(f"The file {key} is not in the storage.") from missing
        file.seek(0)
        yield file


def _store(storage: Storage, media_id: UUID, copy: VariantBytes) -> str:
    key = f"variants/{media_id}/{copy.name}"
    storage.put(key, copy.content, copy.type)
    return key
