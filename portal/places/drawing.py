"""Drawing marks into HTML: each piece of the text once, with its marks around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from portal.markup.reading import Piece


@dataclass(frozen=True)
class Mark:
    """A numbered note's words in the plain text, and where its pin leads."""

    number: int
    start: int
    stop: int
    href: str


@dataclass
class Drawn:
    """The pieces of the HTML as they are drawn, and the notes that end in each."""

    html: list[str]
    ends: dict[int, list[int]] = field(default_factory=dict)

    def notes(self, first: int, last: int) -> list[int]:
        """Return the numbers of the notes that end in these pieces, in order."""
        return sorted(
            n for at, numbers in self.ends.items() if first <= at <= last for n in numbers
        )


@dataclass(frozen=True)
class _Part:
    """A part of one piece in which the same marks hold from end to end."""

    piece: int
    text: str
    marks: tuple[Mark, ...]


def draw(pieces: Sequence[Piece], marks: Iterable[Mark]) -> Drawn:
    """Draw all marks into the pieces; a mark without a letter in the text is left out."""
    parts = _parts(pieces, sorted(marks, key=lambda mark: (mark.start, mark.number)))
    begins: dict[Mark, int] = {}
    ends: dict[Mark, int] = {}
    for number, part in enumerate(parts):
        for mark in part.marks:
            begins.setdefault(mark, number)
            ends[mark] = number
    drawn = Drawn([piece.raw for piece in pieces])
    for part in parts:
        drawn.html[part.piece] = ""
    beginning, ending = _by_part(begins), _by_part(ends)
    for number, part in enumerate(parts):
        drawn.html[part.piece] += _marked(part, beginning.get(number, []))
        _pin(pieces, drawn, part.piece, ending.get(number, []))
    return drawn


def _by_part(places: dict[Mark, int]) -> dict[int, list[Mark]]:
    turned: dict[int, list[Mark]] = {}
    for mark, part in places.items():
        turned.setdefault(part, []).append(mark)
    return turned


def _parts(pieces: Sequence[Piece], marks: Sequence[Mark]) -> list[_Part]:
    """Cut the marked text where a mark begins or ends; marks come sorted by their start."""
    parts, active, waiting = [], list[Mark](), list(reversed(marks))
    for number, piece in enumerate(pieces):
        if not piece.text or piece.tag:
            continue
        at = piece.start
        cuts = []
        while at < piece.stop:
            while waiting and waiting[-1].start <= at:
                active.append(waiting.pop())
            active = [mark for mark in active if mark.stop > at]
            bounds = [mark.stop for mark in active] + [mark.start for mark in waiting[-1:]]
            end = min([piece.stop, *bounds])
            cuts.append(_Part(number, piece.text[at - piece.start : end - piece.start], (*active,)))
            at = end
        if any(part.marks for part in cuts):
            parts += cuts
    return parts


def _marked(part: _Part, beginning: Sequence[Mark]) -> str:
    """Return the text of a part in its mark; each note's first mark carries its id."""
    text = escape(part.text, quote=False).replace("\xa0", "&nbsp;")
    if not part.marks:
        return text
    ids = [f' id="mark-{mark.number}"' for mark in beginning] or [""]
    opening = "".join(f'<mark class="mark"{name}>' for name in ids)
    return opening + text + "</mark>" * len(ids)


def _pin(pieces: Sequence[Piece], drawn: Drawn, piece: int, ending: Sequence[Mark]) -> None:
    """Put the pins of the notes that end here; one that ends in a link stands behind it."""
    if not ending:
        return
    at = _end_of_link(pieces, piece)
    drawn.ends.setdefault(piece, []).extend(mark.number for mark in ending)
    for mark in sorted(ending, key=lambda mark: mark.number):
        drawn.html[at] += f' <a class="pin" href="{escape(mark.href)}">{mark.number:d}</a>'


def _end_of_link(pieces: Sequence[Piece], piece: int) -> int:
    """Return the number of the piece that closes the link around this one, or this one."""
    for number in range(piece, len(pieces)):
        if pieces[number].is_block:
            break
        if pieces[number].tag == "a":
            return number if pieces[number].closes else piece
    return piece
