"""Words as search compares them: folded, and spelled so that every database splits them alike.

A letter outside a to z is written as q and its number, so a word is nothing but ASCII letters and
digits and begins with a letter: whatever a database knows of Unicode, it finds the same words.
Scripts without spaces become pairs of neighbouring letters, so that a part of a sentence is found.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from portal.folding import fold

LONGEST = 64  # letters of a word that count
PLAIN = frozenset("abcdefghijklmnoprstuvwxyz0123456789")  # q begins all others
# What has a stroke and not a mark is no other letter to who looks for it; nor is the dotless i.
ALIKE = str.maketrans("łøđħŧıʼʻʹ", "lodhti   ", "\u0640")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)


class Word(NamedTuple):
    """One word as it is compared, and where it stands in the text as it was typed.

    Without spaces a word is a pair of letters; `tail` is the last letter, which stands once more.
    """

    spelled: str
    start: int
    stop: int
    letters: int
    spaced: bool = True
    tail: bool = False


class Letter(NamedTuple):
    """One letter as it is compared; `spaced` tells whether its script writes spaces."""

    spelled: str
    spaced: bool


Run = list[tuple[Letter, int]]  # letters with the place of the character they come from


def words_in(text: str) -> Iterator[Word]:
    """Read the words of a text in their order."""
    run: Run = []
    for place, char in enumerate(text):
        for letter in _letters(char):
            if run and (letter is None or letter.spaced != run[0][0].spaced):
                yield from _words_of(run)
                run = []
            if letter is not None:
                run.append((letter, place))
    if run:
        yield from _words_of(run)


def _words_of(run: Run) -> Iterator[Word]:
    if run[0][0].spaced:
        yield Word(_spell(run[:LONGEST]), run[0][1], run[-1][1] + 1, len(run))
        return
    for at in range(len(run)):
        pair = run[at : at + 2]
        tail = at > 0 and len(pair) == 1
        yield Word(_spell(pair), pair[0][1], pair[-1][1] + 1, len(pair), False, tail)


def _spell(run: Run) -> str:
    first = run[0][0].spelled
    rest = "".join(letter.spelled for letter, _place in run[1:])
    return (_numbered(first) if first.isdigit() else first) + rest


@lru_cache(maxsize=8192)
def _letters(char: str) -> tuple[Letter | None, ...]:
    """Return what a character is compared as: nothing for what is unseen, None between words."""
    if char.isspace():
        return (None,)
    return tuple(_letter(one) for one in fold(char).translate(ALIKE))


def _letter(char: str) -> Letter | None:
    if unicodedata.category(char)[0] not in "LNM":
        return None
    digit = unicodedata.decimal(char, None)
    char = char if digit is None else str(digit)
    return Letter(char if char in PLAIN else _numbered(char), not _UNSPACED.match(char))


def _numbered(char: str) -> str:
    return f"q{ord(char):05x}"


class Term(NamedTuple):
    """One word that is looked for; `begins` finds every word that begins so."""

    spelled: str
    begins: bool

    def is_found_in(self, word: str) -> bool:
        """Tell whether this word is the one."""
        return word.startswith(self.spelled) if self.begins else word == self.spelled


def terms_in(text: str) -> tuple[Term, ...]:
    """Read what is looked for: all its words, of which the last may be the beginning of one."""
    words = [word for word in words_in(text) if not word.tail]
    last = words[-1] if words else None
    terms = (
        Term(word.spelled, not word.spaced or (word is last and word.letters > 1)) for word in words
    )
    return tuple(dict.fromkeys(terms))
