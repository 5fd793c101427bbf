"""A short piece of what was found, in the words as they were typed, with the found ones marked."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from portal.blueprints.search.spelling import Term, words_in

AROUND, MOST = 60, 180  # characters before the first found word, and in all
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hits:
    """Where a text holds which of the words that are looked for."""

    text: str
    spans: tuple[Span, ...]
    terms: frozenset[Term]


def hits_in(text: str, terms: Sequence[Term]) -> Hits:
    """Look through a text, once; found words that touch are one span."""
    spans: list[Span] = []
    found: set[Term] = set()
    for word in words_in(text):
        here = [term for term in terms if term.is_found_in(word.spelled)]
        if here:
            found.update(here)
            begun = spans and word.start <= spans[-1][1]
            start = spans.pop()[0] if begun else word.start
            spans.append((start, _with_marks(text, word.stop)))
    return Hits(text, tuple(spans), frozenset(found))


def snippet(hits: Hits, *, most: int = MOST) -> Markup:
    """Return the piece around the first found words, or the beginning when there are none."""
    text, spans = hits.text, hits.spans
    start = _word_start(text, spans[0][0] - AROUND) if spans and len(text) > most else 0
    stop = _word_stop(text, start + most)
    inside = [(begin, end) for begin, end in spans if begin >= start and end <= stop]
    before, after = "…" if start else "", "…" if stop < len(text) else ""
    return Markup("").join([before, *_marked(text, inside, start, stop), after])


def _with_marks(text: str, stop: int) -> int:
    while stop < len(text) and _clings(text[stop]):
        stop += 1
    return stop


def _clings(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" or unicodedata.category(char) == "Cf"


def _word_start(text: str, place: int) -> int:
    """Return where the word at this place begins, if it is near; never amid a letter."""
    if place <= 0:
        return 0
    space = text.rfind(" ", max(0, place - 20), place)
    return space + 1 if space >= 0 else _with_marks(text, place)


def _word_stop(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.find(" ", place, place + 20)
    return space if space >= 0 else _with_marks(text, place)


def _marked(text: str, spans: Sequence[Span], start: int, stop: int) -> Iterator[str | Markup]:
    edges = [(start, start), *spans, (stop, stop)]
    for (_before, done), (begin, end) in pairwise(edges):
        yield text[done:begin]
        if begin < end:
            yield Markup('<mark class="mark">{}</mark>').format(text[begin:end])
