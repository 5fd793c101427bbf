"""The files of a version as pages show them: photos to pin notes on, and files to open."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from portal.blueprints.media.pictures import best_copy
from portal.models import Media, MediaState, Variant, VersionFile

ACROSS = 640  # pins are drawn in a picture that is this wide


@dataclass(frozen=True, slots=True)
class Picture:
    """One file with the words that stand for it; a photo can have notes pinned on it."""

    media: Media
    alt: str

    @property
    def media_id(self) -> UUID:
        """Return the id of the file."""
        return self.media.id

    @property
    def is_photo(self) -> bool:
        """Tell whether notes can be pinned on it."""
        return self.media.is_photo and self.media.state != MediaState.BROKEN

    @property
    def is_ready(self) -> bool:
        """Tell whether its small copies are there."""
        return self.is_photo and bool(self.media.variants)

    @property
    def tall(self) -> int:
        """Return its height when it is as wide as the pins count."""
        return self.height_at(ACROSS)

    def height_at(self, width: int) -> int:
        """Return its height when it is drawn so wide."""
        return max(1, round(width * (self.media.height or 3) / (self.media.width or 4)))

    def bytes_at(self, width: int) -> int:
        """Return what the copy weighs that is best for a box of that width."""
        copy = best_copy(self.media, str(width))
        return copy.bytes if copy else 0

    def address(self, width: int) -> str:
        """Return the address of the copy that is best for a box of that width."""
        copy = best_copy(self.media, str(width))
        return f"/media/{self.media.id}/{copy.name if copy else width}"


def read_pictures(session: Session, version_id: UUID) -> tuple[Picture, ...]:
    """Return the files of a version in their order, photos and others."""
    query = (
        select(VersionFile)
        .join(VersionFile.media)
        .outerjoin(Media.variants)
        .where(VersionFile.version_id == version_id)
        .options(contains_eager(VersionFile.media).contains_eager(Media.variants))
        .order_by(VersionFile.position, Variant.width)
    )
    files = session.scalars(query).unique().all()
    return tuple(Picture(file.media, file.alt) for file in files)


def find_picture(session: Session, version_id: UUID, media_id: UUID | None) -> Picture | None:
    """Return one photo of the version, or None."""
    pictures = read_pictures(session, version_id) if media_id else ()
    return next((one for one in pictures if one.media_id == media_id and one.is_photo), None)
