"""The blocks of a rendered text: numbered for notes, and drawn with the notes in place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from portal.markup import shown
from portal.markup.reading import Leaf, Piece, Reading, read
from portal.places.drawing import Drawn, Mark, draw

_START = re.compile(r"\d+")


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or table row, with its place in the plain text.

    Its `html` is whole by itself: an item stands in a list, a row in a table.
    """

    number: int
    start: int
    stop: int
    html: Markup
    text: str
    notes: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class DrawnBlock:
    """A paragraph, or a whole list, table or quote, and the notes to show below it."""

    html: Markup
    notes: list[int]


def paragraphs(html: str, marks: Iterable[Mark] = ()) -> list[Block]:
    """Return the numbered blocks of a rendered text, with their marks and notes drawn."""
    reading = read(html)
    drawn, plain = draw(reading.pieces, marks), reading.plain
    counts = _item_numbers(reading.pieces)
    blocks: list[Block] = []
    for leaves in _units(reading):
        start, stop = leaves[0].start, leaves[-1].stop
        if plain[start:stop].strip(" |\n"):
            whole, notes = _block_html(reading.pieces, drawn, leaves, counts)
            blocks.append(Block(len(blocks) + 1, start, stop, whole, plain[start:stop], notes))
    return blocks


def mark_up(html: str, marks: Iterable[Mark]) -> Markup:
    """Return a rendered text with every mark and its numbered pin drawn in."""
    return shown("".join(draw(read(html).pieces, marks).html))


def blocks_with_notes(html: str, marks: Sequence[Mark]) -> list[DrawnBlock]:
    """Return the drawn text in its outermost blocks, each with the notes that end in it.

    No note gets lost: one whose place is not in the text comes with the last block.
    """
    pieces = read(html).pieces
    drawn = draw(pieces, marks)
    blocks = [
        DrawnBlock(shown("".join(drawn.html[first : last + 1])), drawn.notes(first, last))
        for first, last in _outermost(pieces)
    ]
    placed = {number for block in blocks for number in block.notes}
    homeless = sorted(mark.number for mark in marks if mark.number not in placed)
    if homeless and not blocks:
        blocks = [DrawnBlock(Markup(""), [])]
    if homeless:
        blocks[-1].notes.extend(homeless)
    return blocks


def _outermost(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Return the first and last piece of each block that stands in no other."""
    depth = first = 0
    for number, piece in enumerate(pieces):
        if piece.is_block and piece.tag != "hr":
            depth += -1 if piece.closes else 1
        if not depth and piece.is_block:
            yield first, number
            first = number + 1
    if first < len(pieces):
        yield first, len(pieces) - 1


def _units(reading: Reading) -> Iterator[list[Leaf]]:
    """Return the leaves one by one, but the cells of a table's row together."""

    def row(numbered: tuple[int, Leaf]) -> int:
        number, leaf = numbered
        rows = (at for at in leaf.path if reading.pieces[at].tag == "tr")
        return next(rows, -1 - number)

    for _, leaves in groupby(enumerate(reading.leaves), key=row):
        yield [leaf for _, leaf in leaves]


def _item_numbers(pieces: Sequence[Piece]) -> dict[int, int]:
    """Return which item of its list each `<li>` is, from 0."""
    counts: dict[int, int] = {}
    lists: list[int] = []
    for number, piece in enumerate(pieces):
        if piece.tag in ("ol", "ul") and piece.closes:
            lists.pop()
        elif piece.tag in ("ol", "ul"):
            lists.append(-1)
        elif piece.tag == "li" and not piece.closes and lists:
            lists[-1] += 1
            counts[number] = lists[-1]
    return counts


def _block_html(
    pieces: Sequence[Piece], drawn: Drawn, leaves: Sequence[Leaf], counts: dict[int, int]
) -> tuple[Markup, list[int]]:
    """Return the HTML of some leaves within the tags that they need around them."""
    path = list(leaves[0].path)
    first, last = leaves[0].first, leaves[-1].last
    if pieces[path[-1]].tag in ("td", "th"):
        first, last = path.pop(), last + 1
    path = _innermost_list(pieces, path)
    opening = "".join(_opening(pieces, at, path, counts) for at in path)
    closing = "".join(f"</{pieces[at].tag}>" for at in reversed(path))
    inner = "".join(drawn.html[first : last + 1])
    return shown(opening + inner + closing), drawn.notes(first, last)


def _innermost_list(pieces: Sequence[Piece], path: Sequence[int]) -> list[int]:
    """Return the path without the lists around its last list."""
    lists = [at for at in path if pieces[at].tag in ("ol", "ul")]
    kept = lists[-1] if lists else 0
    return [at for at in path if at >= kept or pieces[at].tag not in ("ol", "ul", "li")]


def _opening(pieces: Sequence[Piece], at: int, path: Sequence[int], counts: dict[int, int]) -> str:
    """Return an opening tag; a numbered list begins with the number of its item."""
    raw = pieces[at].raw
    items = [number for number in path if number > at and pieces[number].tag == "li"]
    if pieces[at].tag != "ol" or not items:
        return raw
    return _START.sub(lambda start: str(int(start.group()) + counts[items[0]]), raw, count=1)
