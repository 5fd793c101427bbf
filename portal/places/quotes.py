"""Finding words that somebody typed or copied, in this text or in another version of it."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.places.folds import Folded, bare_fold, exact_fold, plain_fold

CONTEXT = 32

_EDGES = " .,;:!?…'-()[]*_،؛؟。、！？·"
_ITEM = re.compile(r"\s*(?:[-*•–]|\d{1,9}[.)])\s+")
_GAP = re.compile(r"\s*(?:\[…\]|\[\.\.\.\]|…|\.\.\.)\s*")
_FARTHEST = 2000
_MOST_PLACES = 1000
_LONGEST = 25_000
_SURE_LENGTH = 12
_SURE_CONTEXT = 8


@dataclass(frozen=True)
class Place:
    """Words in a plain text, counted in code points, with what stands before and after."""

    start: int
    stop: int
    exact: str
    before: str
    after: str


def place_at(plain: str, start: int, stop: int) -> Place:
    """Return the place from start to stop with its context."""
    before, after = plain[max(0, start - CONTEXT) : start], plain[stop : stop + CONTEXT]
    return Place(start, stop, plain[start:stop], before, after)


def find_quote(plain: str, words: str, within: tuple[int, int] | None = None) -> Place | None:
    """Find words in a text, or in a part of it, forgiving what hands and keyboards change.

    White space, case, kinds of quotes and dashes and what stands at the ends do not matter;
    if need be, neither does any other sign. Whole words win over parts of words, and
    "first words … last words" finds all from the one to the other.
    """
    if len(words) > _LONGEST:
        return None
    low, high = within or (0, len(plain))
    low, high = max(0, low), min(len(plain), high)
    part = plain[low:high]
    item = _ITEM.match(words)
    for wanted in (words.strip(), words[item.end() :].strip() if item else ""):
        span = _find(part, wanted) or _find_with_gap(part, wanted)
        if span:
            return place_at(plain, low + span[0], low + _whole(part, span[1]))
    return None


def relocate(place: Place, new_plain: str) -> Place | None:
    """Find the words of a place in another version: where what stands around them fits best.

    A few letters alone prove nothing: short words must have the same neighbours.
    """
    found = list(_everywhere(new_plain, place.exact, plain_fold))
    if not found:
        return None
    scored = [
        (_likeness(place, new_plain, span), -abs(span[0] - place.start), span) for span in found
    ]
    likeness, _, (start, stop) = max(scored)
    context = min(_SURE_CONTEXT, len((place.before + place.after).strip()))
    if len(place.exact.strip()) < _SURE_LENGTH and likeness < context:
        return None
    return place_at(new_plain, start, stop)


def _find(text: str, words: str) -> tuple[int, int] | None:
    """Try from strict to forgiving; whole words win over parts of words."""
    part_of_word = None
    for fold in (exact_fold, plain_fold, bare_fold) if words else ():
        for span in _everywhere(text, words, fold):
            if _stands_alone(text, span):
                return span
            part_of_word = part_of_word or span
    return part_of_word


def _find_with_gap(text: str, words: str) -> tuple[int, int] | None:
    """Find "beginning … end" as all that stands from the beginning to the end."""
    parts = [part for part in _GAP.split(" ".join(words.split())) if part.strip(_EDGES)]
    if len(parts) < 2:
        return None
    begin = _find(text, parts[0])
    rest = text[begin[1] : begin[1] + _FARTHEST] if begin else ""
    end = _find(rest, parts[-1])
    return (begin[0], begin[1] + end[1]) if begin and end else None


def _everywhere(text: str, words: str, fold: Callable[[str], Folded]) -> Iterator[tuple[int, int]]:
    """Return all places where the folded words stand in the folded text."""
    folded, wanted = fold(text), fold(words).text
    if fold is not exact_fold:
        wanted = wanted.strip(_EDGES)
    at = folded.text.find(wanted) if wanted else -1
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield folded.span(at, len(wanted))
        at = folded.text.find(wanted, at + 1)


def _stands_alone(text: str, span: tuple[int, int]) -> bool:
    """Say whether a span neither begins nor ends inside a word."""
    start, stop = span
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut_after = stop < len(text) and text[stop].isalnum() and text[stop - 1].isalnum()
    return not cut_before and not cut_after


def _whole(text: str, stop: int) -> int:
    """Move the end behind the accents of the last letter."""
    while stop < len(text) and unicodedata.category(text[stop]).startswith("M"):
        stop += 1
    return stop


def _likeness(place: Place, text: str, span: tuple[int, int]) -> int:
    """Count how many characters around a span are the same as around the place."""
    before, after = text[max(0, span[0] - CONTEXT) : span[0]], text[span[1] : span[1] + CONTEXT]
    return _common(place.before[::-1], before[::-1]) + _common(place.after, after)


def _common(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((count for count, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
