"""Reading our own HTML: which code point of the plain text stands where in it.

The plain text is the text of the HTML with `<br>` as a line end. Between two blocks stands an
empty line, between items of a list and rows of a table a line end, between cells " | ". Nothing
else is added or left out, so an offset means one place. What `places` draws (pins) is not counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_PIECE = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*/?>|[^<]+|<')
_WORDS = {"a", "br", "code", "em", "mark", "strong"}
_CELLS = {"td", "th"}
_LISTS = {"ol", "ul"}


@dataclass
class Piece:
    """A tag or a run of text of the HTML, and the offsets of its words."""

    raw: str
    tag: str = ""
    closes: bool = False
    text: str = ""
    start: int = 0
    stop: int = 0

    @property
    def is_block(self) -> bool:
        """Say whether it is the tag of a block, not of words."""
        return bool(self.tag) and self.tag not in _WORDS


@dataclass
class Leaf:
    """A run of words without a block in it: first and last are the numbers of its pieces."""

    path: tuple[int, ...]
    first: int
    last: int
    start: int
    stop: int


@dataclass
class Reading:
    """The HTML in pieces, its leaves, and its plain text."""

    pieces: list[Piece]
    leaves: list[Leaf] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    length: int = 0

    @property
    def plain(self) -> str:
        """Return the text in which places count."""
        return "".join(self.words)

    def add(self, words: str) -> None:
        """Put words at the end of the plain text."""
        self.words.append(words)
        self.length += len(words)


def read(html: str) -> Reading:
    """Read HTML that `render` made: once, from left to right."""
    reading = Reading(list(_pieces(html)))
    path: list[int] = []
    leaf: Leaf | None = None
    begins = 0
    for number, piece in enumerate(reading.pieces):
        if piece.is_block:
            leaf = None
            begins = number + 1
            _step(path, number, piece)
            if piece.tag in _CELLS and not piece.closes:
                leaf = _begin(reading, path, begins)
        elif piece.text:
            leaf = leaf or _begin(reading, path, begins)
            piece.start = reading.length
            reading.add(piece.text)
            piece.stop = leaf.stop = reading.length
        if leaf:
            leaf.last = number
    return reading


def _pieces(html: str) -> Iterator[Piece]:
    for match in _PIECE.finditer(html):
        raw, tag = match.group(), match.group(2) or ""
        if not tag:
            yield Piece(raw, text=unescape(raw))
        else:
            yield Piece(raw, tag, match.group(1) == "/", "\n" if tag == "br" else "")


def _step(path: list[int], number: int, piece: Piece) -> None:
    """Go into a block, or out of it; path holds the numbers of the open tags."""
    if piece.closes:
        del path[-1:]
    elif piece.tag != "hr":
        path.append(number)


def _begin(reading: Reading, path: list[int], first: int) -> Leaf:
    if reading.leaves:
        reading.add(_between(reading, reading.leaves[-1].path, path))
    leaf = Leaf(tuple(path), first, first, reading.length, reading.length)
    reading.leaves.append(leaf)
    return leaf


def _between(reading: Reading, before: tuple[int, ...], path: list[int]) -> str:
    """Return what stands between two leaves: it depends on the blocks that both are in."""
    both = {reading.pieces[number].tag for number in set(before) & set(path)}
    if "tr" in both:
        return " | "
    return "\n" if both & {"ol", "ul", "table"} else "\n\n"
