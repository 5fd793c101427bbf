"""What changes the files of a person."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal import jobs
from portal.blueprints.media.arriving import note_kept
from portal.blueprints.media.receiving import Arrived
from portal.clock import now
from portal.models import Media, MediaState, Variant
from portal.photos import VariantBytes


def keep_files(session: Session, person_id: UUID, arrived: Iterable[Arrived]) -> list[Media]:
    """Keep what arrived as files of the person, in order; the same file is the same row."""
    return [_keep(session, person_id, one) for one in arrived]


def _keep(session: Session, person_id: UUID, one: Arrived) -> Media:
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {
        "id": one.id,
        "created_at": now(),
        "person_id": person_id,
        "sha256": one.sha256,
        "bytes": one.bytes,
        "type": one.type,
        "name": one.name,
        "state": MediaState.WAITING if one.size else MediaState.READY,
        "key": one.key,
        "width": one.size.width if one.size else None,
        "height": one.size.height if one.size else None,
    }
    new = session.scalar(insert(Media).values(row).on_conflict_do_nothing().returning(Media.id))
    if new and one.size:
        jobs.enqueue(session, "media.make_variants", subject_id=new, once_key=f"variants:{new}")
    mine = select(Media).where(Media.person_id == person_id, Media.sha256 == one.sha256)
    media = session.scalars(mine).one()
    if one.upload_id:
        note_kept(session, one.upload_id, media)
    return media


def keep_variants(
    session: Session, media_id: UUID, made: Sequence[tuple[VariantBytes, str]]
) -> None:
    """Note the small copies of a photo and where each is stored; a second time changes nothing."""
    media = session.get_one(Media, media_id, with_for_update=True)
    if media.state != MediaState.WAITING:
        return
    for copy, key in made:
        session.add(
            Variant(
                media_id=media_id,
                name=copy.name,
                type=copy.type,
                width=copy.width,
                height=copy.height,
                bytes=len(copy.content),
                key=key,
            )
        )
    media.state = MediaState.READY
    session.flush()


def give_up_photo(session: Session, media_id: UUID) -> None:
    """Note that no picture can be made of a photo; its page says so."""
    media = session.get_one(Media, media_id, with_for_update=True)
    if media.state == MediaState.WAITING:
        media.state = MediaState.BROKEN
    session.flush()
