"""Where a note is, drawn and in words: pins on a photo, marks in a text, nine named squares."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.blueprints.notes.pictures import ACROSS, Picture
from portal.blueprints.notes.queries import PinnedNote
from portal.places import Mark
from portal.words import gettext as _

EDGE = 14  # a pin at the very edge is drawn so far inside


@dataclass(frozen=True, slots=True)
class Pin:
    """A numbered pin, in the units of a picture that is 640 wide."""

    number: int
    x: int
    y: int


def square_names() -> list[tuple[str, str]]:
    """Return the nine squares of a picture, row by row, as choices."""
    names = (
        _("upper left"), _("upper middle"), _("upper right"),
        _("middle left"), _("in the middle"), _("middle right"),
        _("lower left"), _("lower middle"), _("lower right"),
    )  # fmt: skip
    return [(str(number), name) for number, name in enumerate(names, 1)]


def middle_of(square: int) -> tuple[float, float]:
    """Return the middle of a square, from 0 to 1."""
    row, column = divmod(square - 1, 3)
    return (column + 0.5) / 3, (row + 0.5) / 3


def say_square(x: float, y: float) -> str:
    """Say in which of the nine squares a spot is."""
    row, column = min(int(y * 3), 2), min(int(x * 3), 2)
    return square_names()[row * 3 + column][1]


def pins_on(picture: Picture, notes: Iterable[PinnedNote]) -> list[Pin]:
    """Return the pins of the notes on this picture."""
    return [
        pin_at(picture, note.number, note.x or 0, note.y or 0)
        for note in notes
        if note.media_id == picture.media_id
    ]


def pin_at(picture: Picture, number: int, x: float, y: float) -> Pin:
    """Return one pin; x and y are from 0 to 1."""
    return Pin(number, _inside(x * ACROSS, ACROSS), _inside(y * picture.tall, picture.tall))


def marks_of(notes: Iterable[PinnedNote]) -> list[Mark]:
    """Return the marks of the notes on words, each leading to its note."""
    return [
        Mark(note.number, note.start, note.stop, f"#note-{note.number}")
        for note in notes
        if note.start is not None and note.stop is not None
    ]


def _inside(at: float, length: int) -> int:
    return round(min(max(at, EDGE), max(length - EDGE, EDGE)))
