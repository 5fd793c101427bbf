"""Drawing marks into HTML: each piece of the text once, with its marks around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
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


@dataclass
class _Part:
    """A part of one piece in which the same marks hold from end to end."""

    piece: int
    text: str
    marked: bool
    begins: list[Mark]
    ends: list[Mark] = field(default_factory=list)


def draw(pieces: Sequence[Piece], marks: Iterable[Mark]) -> Drawn:
    """Draw all marks into the pieces; a mark without a letter in the text is left out."""
    drawn = Drawn([piece.raw for piece in pieces])
    parts, link_ends = _parts(pieces, marks), _link_ends(pieces)
    for part in parts:
        drawn.html[part.piece] = ""
    for part in parts:
        drawn.html[part.piece] += _marked(part)
        _pin(drawn, part, link_ends.get(part.piece, part.piece))
    return drawn


def _parts(pieces: Sequence[Piece], marks: Iterable[Mark]) -> list[_Part]:
    """Cut the text where a mark begins or ends; text without marks is left as it is."""
    waiting = sorted(marks, key=lambda mark: (mark.start, mark.number), reverse=True)
    active: list[tuple[int, int, Mark]] = []  # a heap: what ends first is on top
    parts: list[_Part] = []
    for number, piece in enumerate(pieces):
        at = piece.stop if piece.tag else piece.start
        while at < piece.stop:
            _end(active, parts, at)
            begins = _begin(active, waiting, at)
            stop = min([piece.stop, *(a[0] for a in active[:1]), *(w.start for w in waiting[-1:])])
            if active or stop - at < len(piece.text):
                text = piece.text[at - piece.start : stop - piece.start]
                parts.append(_Part(number, text, bool(active), begins))
            at = stop
    if parts:
        _end(active, parts, max(mark[0] for mark in active) if active else 0)
    return parts


def _begin(active: list[tuple[int, int, Mark]], waiting: list[Mark], at: int) -> list[Mark]:
    """Take up the marks that hold from here on."""
    begins = []
    while waiting and waiting[-1].start <= at:
        mark = waiting.pop()
        if mark.stop > at:
            heappush(active, (mark.stop, len(waiting), mark))
            begins.append(mark)
    return begins


def _end(active: list[tuple[int, int, Mark]], parts: list[_Part], at: int) -> None:
    """Let go of the marks that hold no longer: they ended in the part before."""
    while active and active[0][0] <= at:
        parts[-1].ends.append(heappop(active)[2])


def _marked(part: _Part) -> str:
    """Return the text of a part in its mark; each note's first mark carries its id."""
    text = escape(part.text, quote=False).replace("\xa0", "&nbsp;")
    if not part.marked:
        return text
    ids = [f' id="mark-{mark.number:d}"' for mark in part.begins] or [""]
    opening = "".join(f'<mark class="mark"{name}>' for name in ids)
    return opening + text + "</mark>" * len(ids)


def _pin(drawn: Drawn, part: _Part, at: int) -> None:
    """Put the pins of the notes that end in this part behind the piece at this number."""
    if not part.ends:
        return
    drawn.ends.setdefault(part.piece, []).extend(mark.number for mark in part.ends)
    for mark in sorted(part.ends, key=lambda mark: mark.number):
        drawn.html[at] += f' <a class="pin" href="{escape(mark.href)}">{mark.number:d}</a>'


def _link_ends(pieces: Sequence[Piece]) -> dict[int, int]:
    """Return for every piece inside a link the number of the piece that closes it."""
    ends: dict[int, int] = {}
    begin = 0
    for number, piece in enumerate(pieces):
        if piece.tag == "a" and piece.closes:
            ends |= dict.fromkeys(range(begin, number), number)
        elif piece.tag == "a":
            begin = number
    return ends
