"""A form names a file that came in parts: joined, it is taken in as any other file."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from tempfile import TemporaryFile
from typing import BinaryIO

from sqlalchemy.orm import Session

from portal.blueprints.media.arriving import keys_of_parts
from portal.blueprints.media.queries import find_upload
from portal.blueprints.media.receiving import Arrived, Refused, own_name, receive
from portal.blueprints.media.tus import name_in
from portal.forms import uuid_or_none
from portal.models import Media, Person, Upload
from portal.photos import Size
from portal.storage import Missing, Storage
from portal.words import gettext as _

FIELD = "uploaded"  # the field of a form that names such a file


def receive_uploaded(
    session: Session, storage: Storage, person: Person, named: str
) -> Arrived | Refused:
    """Join a file of hers that came in parts and take it in; slow, so before the write.

    Naming it again leads to the same file.
    """
    upload_id = uuid_or_none(named)
    upload = find_upload(session, person, upload_id) if upload_id else None
    if upload is None:
        return Refused(own_name(""), _("This file is not here any more. Choose it again."))
    name = own_name(name_in(upload.about))
    if upload.media_id:
        return _kept_before(session.get_one(Media, upload.media_id))
    if not upload.is_whole:
        return Refused(name, _("This file is not here whole. Choose it again and send it."))
    try:
        with _joined(session, storage, upload) as file:
            taken = receive(session, storage, person.id, file, name)
    except Missing:
        return Refused(name, _("This file is not here any more. Choose it again."))
    return replace(taken, upload_id=upload.id) if isinstance(taken, Arrived) else taken


@contextmanager
def _joined(session: Session, storage: Storage, upload: Upload) -> Iterator[BinaryIO]:
    """Put the parts together, on the disk, in a file that can be read back and forth."""
    with TemporaryFile() as file:
        for key in keys_of_parts(session, upload.id):
            with storage.open(key) as part:
                shutil.copyfileobj(part, file)
        if file.tell() != upload.bytes:
            raise Missing(str(upload.id))
        file.seek(0)
        yield file


def _kept_before(media: Media) -> Arrived:
    size = Size(media.width, media.height) if media.width and media.height else None
    return Arrived(media.id, media.name, media.sha256, media.bytes, media.type, media.key, size)
