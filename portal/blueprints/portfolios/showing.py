"""What an employer is shown: the same drawing for a share page and for her own look at it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from markupsafe import Markup

from portal.blueprints.portfolios.proving import Judgement
from portal.models import Media

FOLDED_FROM = 6_000
BEGINNING = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a page for an employer says."""

    name: str
    title: str
    about: str
    pages: tuple["ShownPage", ...]
    single: bool  # one piece alone: it is the title of the page

    @property
    def pieces(self) -> list["ShownPiece"]:
        """Return all pieces in order."""
        return [piece for page in self.pages for piece in page.pieces]


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page with the pieces that may be drawn."""

    id: UUID
    title: str
    pieces: tuple["ShownPiece", ...]


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """One piece, ready to be drawn."""

    id: UUID
    kind: str
    title: str
    text: Markup
    length: int
    beginning: str
    media: tuple[tuple[Media, str], ...]  # each with the words that stand for it
    shows: str
    skills: tuple[str, ...]
    judgement: Judgement | None
    whole: bool = True

    @property
    def folded(self) -> bool:
        """Tell whether the text is so long that it opens by a tap."""
        return self.length > FOLDED_FROM


def cut_to_size(pieces: Iterable[ShownPiece]) -> list[ShownPiece]:
    """Show the first piece whole, and more while the page stays small; the rest by a link."""
    kept: list[ShownPiece] = []
    room = FOLDED_FROM
    for piece in pieces:
        whole = not kept or piece.length <= room
        room -= min(piece.length, FOLDED_FROM) if whole else 0
        kept.append(replace(piece, whole=whole))
    return kept


def arranged(pages: Sequence[ShownPage]) -> tuple[ShownPage, ...]:
    """Cut the pieces of all pages to size; a page without pieces is left out."""
    sized = {piece.id: piece for piece in cut_to_size(p for page in pages for p in page.pieces)}
    return tuple(
        replace(page, pieces=tuple(sized[piece.id] for piece in page.pieces))
        for page in pages
        if page.pieces
    )
