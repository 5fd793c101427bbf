"""From a tap, a square or a paragraph to the place of a note."""

from uuid import UUID

from portal.blueprints.notes.pictures import Picture
from portal.places import Block, Place, paragraphs, place_at

FROM_KEYBOARD = {(0, 0), (1, 1)}  # Enter on the picture: most browsers, and Links


def spot_of_tap(
    picture: Picture, *, x: str | None, y: str | None, width: str | None
) -> tuple[float, float] | None:
    """Turn the pixels of a tap into a spot from 0 to 1; None when nothing was tapped.

    The picture was drawn `width` CSS pixels wide, and as high as its shape says.
    """
    pixels, drawn = (_whole(x), _whole(y)), _whole(width)
    if None in pixels or pixels in FROM_KEYBOARD or not drawn:
        return None
    return _kept(pixels[0] or 0, drawn), _kept(pixels[1] or 0, picture.height_at(drawn))


def spot_of_address(x: str | None, y: str | None) -> tuple[float, float] | None:
    """Read a spot that stands in an address or a form, such as 0.6406 and 0.2708."""
    try:
        spot = float(x or ""), float(y or "")
    except ValueError:
        return None
    return spot if all(0 <= at <= 1 for at in spot) else None


def find_paragraph(html: str, number: int | None) -> Block | None:
    """Return the numbered paragraph of a rendered text."""
    return next((block for block in paragraphs(html) if block.number == number), None)


def words_between(plain: str, start: int | None, stop: int | None) -> Place | None:
    """Return the words from start to stop, if there are any."""
    if start is None or stop is None or not 0 <= start < stop <= len(plain):
        return None
    return place_at(plain, start, stop) if plain[start:stop].strip() else None


def media_in(name: str) -> UUID | None:
    """Return the file that a button such as `spot-<id>.x` belongs to."""
    try:
        return UUID(name.removeprefix("spot-").removesuffix(".x"))
    except ValueError:
        return None


def _whole(text: str | None) -> int | None:
    """Read a number of pixels; what is no number, or absurd, is none."""
    try:
        number = int(float(text or ""))
    except (ValueError, OverflowError):
        return None
    return number if -100_000 < number < 100_000 else None


def _kept(at: int, length: int) -> float:
    return round(min(max(at / length, 0.0), 1.0), 4)
