"""A file on its way: announced, grown part by part, kept for a while, and let go."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from portal import jobs
from portal.clock import now
from portal.ids import new_id
from portal.models import Media, Upload, UploadPart

UNFINISHED = timedelta(hours=24)  # after the last part
WHOLE = timedelta(hours=48)  # so that a post that is held for a day still finds it
MOST_AT_ONCE = 60
MOST_BYTES_AT_ONCE = 400_000_000
MOST_PARTS = 2_000  # the largest file has 611 of full size
PAUSE = timedelta(minutes=5)  # until the parts of a kept file go: nobody reads them any more


def has_room(session: Session, person_id: UUID, length: int) -> bool:
    """Tell whether one more file may be on its way for this person."""
    waiting = Upload.person_id == person_id, Upload.media_id.is_(None), Upload.ends_at > now()
    counted = select(func.count(), func.coalesce(func.sum(Upload.bytes), 0)).where(*waiting)
    count, total = session.execute(counted).one()
    return bool(count < MOST_AT_ONCE and total + length <= MOST_BYTES_AT_ONCE)


def new_key(upload_id: UUID, start: int) -> str:
    """Return where a part is stored: two who send the same part never share a key."""
    return f"uploads/{upload_id}-{start}-{new_id()}"


def begin_upload(
    session: Session, person_id: UUID, upload_id: UUID, *, length: int, about: str
) -> Upload:
    """Note that a file of that many bytes will come."""
    upload = Upload(
        id=upload_id, person_id=person_id, bytes=length, about=about, ends_at=now() + UNFINISHED
    )
    session.add(upload)
    session.flush()
    return upload


def add_part(session: Session, upload: Upload, *, start: int, length: int, key: str) -> bool:
    """Count a stored part; false when another one was quicker or the file is kept already."""
    after = start + length
    kept = WHOLE if after == upload.bytes else UNFINISHED
    here = Upload.id == upload.id, Upload.arrived == start, Upload.media_id.is_(None)
    grown = update(Upload).where(*here).values(arrived=after, ends_at=now() + kept)
    won = session.scalar(grown.returning(Upload.id))
    if won is None:
        return False
    session.add(UploadPart(upload_id=upload.id, start=start, bytes=length, key=key))
    session.flush()
    session.refresh(upload)
    return True


def has_room_for_part(session: Session, upload: Upload) -> bool:
    """Tell whether one more part may be kept: a file is not to come byte by byte."""
    counted = select(func.count()).where(UploadPart.upload_id == upload.id)
    return (session.scalar(counted) or 0) < MOST_PARTS


def note_kept(session: Session, upload_id: UUID, media: Media) -> None:
    """Note which file it has become; its parts go a little later."""
    session.execute(update(Upload).where(Upload.id == upload_id).values(media_id=media.id))
    jobs.enqueue(
        session,
        "media.drop_parts",
        subject_id=upload_id,
        once_key=f"parts:{upload_id}",
        run_at=now() + PAUSE,
    )


def keys_of_parts(session: Session, upload_id: UUID) -> list[str]:
    """Return where the parts are stored, in their order."""
    query = select(UploadPart.key).where(UploadPart.upload_id == upload_id)
    return list(session.scalars(query.order_by(UploadPart.start)))


def forget_parts(session: Session, upload_id: UUID) -> None:
    """Forget the parts; they are deleted from the storage before."""
    session.execute(delete(UploadPart).where(UploadPart.upload_id == upload_id))


def forget_upload(session: Session, upload_id: UUID) -> None:
    """Forget that the file was on its way."""
    forget_parts(session, upload_id)
    session.execute(delete(Upload).where(Upload.id == upload_id))
