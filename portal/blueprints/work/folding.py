"""Long texts: the beginning is read at once, the rest is folded."""

from typing import NamedTuple

from markupsafe import Markup

from portal.markup import shown
from portal.places import blocks_with_notes

MOST = 6_000


class Folded(NamedTuple):
    """The beginning of a text, and the rest, which is empty for a short one."""

    first: Markup
    rest: Markup


def fold(html: str, plain: str, most: int = MOST) -> Folded:
    """Part a rendered text after the block that brings it to that many characters."""
    if len(plain) <= most:
        return Folded(shown(html), Markup(""))
    blocks = [block.html for block in blocks_with_notes(html, [])]
    first, length = 0, 0
    while first < len(blocks) and (not first or length + len(blocks[first]) <= most):
        length += len(blocks[first])
        first += 1
    return Folded(Markup("").join(blocks[:first]), Markup("").join(blocks[first:]))
