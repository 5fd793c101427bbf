"""Places in a text: finding words, numbering paragraphs, drawing notes where they belong."""

from portal.places.blocks import Block, DrawnBlock, blocks_with_notes, mark_up, paragraphs
from portal.places.drawing import Mark
from portal.places.quotes import Place, find_quote, place_at, relocate

__all__ = [
    "Block",
    "DrawnBlock",
    "Mark",
    "Place",
    "blocks_with_notes",
    "find_quote",
    "mark_up",
    "paragraphs",
    "place_at",
    "relocate",
]
