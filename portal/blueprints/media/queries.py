"""What the pages and the addresses of files read."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session, selectinload

from portal.blueprints.media.pictures import NAMES
from portal.clock import now
from portal.models import Media, Person, Upload
from portal.policy.media import may_get_original, visible_media, visible_uploads

WHOLE = ("original", "file")


@dataclass(frozen=True, slots=True)
class Asked:
    """A file and which form of it is wanted: one of our copies, or the file as it came."""

    media: Media
    variant: str


def find_asked(session: Session, person: Person, media_id: UUID, variant: str) -> Asked | None:
    """Return the file in that form, if the person may have it so."""
    if variant not in (*NAMES, *WHOLE):
        return None
    media = find_media(session, person, media_id)
    if media is None or (variant in WHOLE and not may_get_original(person, media)):
        return None
    return Asked(media, variant)


def find_media(session: Session, person: Person, media_id: UUID) -> Media | None:
    """Return a file that the person may see, with its copies."""
    query = visible_media(person).where(Media.id == media_id).options(selectinload(Media.variants))
    return session.scalar(query)


def find_upload(session: Session, person: Person, upload_id: UUID) -> Upload | None:
    """Return a file of hers that is on its way, unless its time is over."""
    query = visible_uploads(person).where(Upload.id == upload_id, Upload.ends_at > now())
    return session.scalar(query)
