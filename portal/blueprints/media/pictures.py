"""How large a photo is drawn, and which of its copies there are."""

from dataclasses import dataclass
from uuid import UUID

from portal.models import Media, MediaState, Variant

NAMES = ("320", "640", "1280")


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as a page draws it: its box, and how many bytes it costs."""

    id: UUID
    name: str
    width: int
    height: int
    bytes: int
    waiting: bool
    sources: tuple[tuple[str, int], ...]  # names of the copies and their widths


def picture(media: Media, width: int = 640) -> Picture:
    """Return how the photo is drawn in a column of that many pixels; its variants are loaded."""
    copy = best_copy(media, str(width) if str(width) in NAMES else NAMES[0])
    drawn_width, drawn_height = box(media, width)
    return Picture(
        id=media.id,
        name=copy.name if copy else "640",
        width=drawn_width,
        height=drawn_height,
        bytes=copy.bytes if copy else 0,
        waiting=media.state == MediaState.WAITING,
        sources=tuple((one.name, one.width) for one in media.variants),
    )


def best_copy(media: Media, name: str) -> Variant | None:
    """Return the copy of that name; a small photo has fewer, so else the largest below it."""
    below = [one for one in media.variants if int(one.name) <= int(name)]
    return max(below, key=lambda one: int(one.name), default=None)


def box(media: Media, width: int) -> tuple[int, int]:
    """Return the size of the photo in a box of that width, and at most 4/3 of it high."""
    wide, high = media.width or width, media.height or width
    scale = min(1.0, width / wide, width * 4 / 3 / high)
    return max(1, round(wide * scale)), max(1, round(high * scale))
