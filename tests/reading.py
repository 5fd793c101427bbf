"""How old somebody must be to read a sentence: the new Dale-Chall formula, its words and rules."""

import re
from collections.abc import Iterator
from functools import cache

from new_dale_chall_readability.easy_words import EASY_WORDS
from new_dale_chall_readability.formulas import compute_reading_level

READ_BY_11 = ("1", "2", "3", "4", "5-6")  # grades of school; children of 11 are in the sixth
MOST_WORDS = 17  # with more, easy words too take Flesch and Kincaid's grade above the sixth

THINGS = """
achieve cohort comment coordinator criteria criterion draft edition employer feedback foothold
invitation learner membership mentor outcome phrase portal portfolio programme queue receipt
reflect reflection reply revise rubric skill version
app browser code computer data demo digit e-mail internet link password photo text type
csv heic jpeg json kb mb png webp zip
"""  # the words of design.md 2, then those of phones and files, and nothing else
NAMES = frozenset(THINGS.split())

_HELD = re.compile(r"(%\(\w+\)s|\{\w+\}|\S+@\S+|https?://\S+|%%|[\w-]*\d[\w-]*)(['’]s\b)?")
_ENDS = re.compile(r"(?<=[.!?…])\s+|\n")
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDINGS = {  # Chall & Dale, 1995: these do not make a known word unknown
    "'s": ("",), "s": ("",), "es": ("", "e"), "ies": ("y",), "d": ("",), "ed": ("", "e"),
    "ied": ("y",), "ing": ("", "e"), "er": ("", "e"), "ier": ("y",), "est": ("", "e"),
    "iest": ("y",), "ly": ("",),
}  # fmt: skip


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a message, each value in it as one known word."""
    for sentence in _ENDS.split(_HELD.sub(" 1 ", text)):
        if _WORD.search(sentence):
            yield sentence.strip()


def words_of(sentence: str) -> list[str]:
    """Return the words as they are looked up: small letters, straight apostrophes."""
    return [word.replace("’", "'").lower() for word in _WORD.findall(sentence)]


@cache
def is_known(word: str) -> bool:
    """Tell whether a child of ten knows the word, or it is the name of a thing here."""
    if word.isdigit() or not stems(word).isdisjoint(EASY_WORDS | NAMES):
        return True
    return "-" in word and all(is_known(part) for part in word.split("-"))


def stems(word: str) -> set[str]:
    """Return the word, and what it may be an ending of."""
    found = {word}
    for ending, before in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            found |= {stem + letter for letter in before}
            if len(stem) > 2 and stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return found


def level_of(sentence: str) -> str:
    """Return the grade of school that reads the sentence, such as "4" or "7-8"."""
    words = words_of(sentence)
    unknown = sum(not is_known(word) for word in words)
    return compute_reading_level(unknown / len(words), len(words))


def is_too_hard(sentence: str) -> bool:
    """Tell whether a reader of eleven would stumble: over the words or over the length."""
    return len(words_of(sentence)) > MOST_WORDS or level_of(sentence) not in READ_BY_11
