"""Words are found however they were written."""

import unicodedata

import pytest

from portal.folding import fold
from tests.odd import LONG_TEXT, ODD_TEXTS


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Zoë", "zoe"),
        ("ZOË", "zoe"),
        (unicodedata.normalize("NFD", "Zoë"), "zoe"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("ﬁnished", "finished"),  # a ligature
        ("ΟΔΟΣ", "οδοσ"),
        ("οδός", "οδοσ"),
        ("Доставка Її", "доставка іі"),
        ("điện thoại", "đien thoai"),
        ("كَتَبَ", "كتب"),
        ("ＡＢＣ１２", "abc12"),
        ("one\n two\u00a0\tthree ", "one two three"),
        ("hand\u00adwash\u200e\u034f", "handwash"),
        ("", ""),
        ("한국어", unicodedata.normalize("NFD", "한국어")),
    ],
)
def test_words_lose_their_marks_and_their_capitals(written, folded):
    assert fold(written) == folded


def test_vowels_that_are_no_marks_stay():
    assert fold("कि") != fold("का")


def test_folding_twice_changes_nothing_more():
    letters = "".join(map(chr, range(0x20, 0x3000))) + "".join(map(chr, range(0xF900, 0xFFFE)))

    once = [fold(letter) for letter in letters]

    assert [fold(letter) for letter in once] == once


@pytest.mark.parametrize("words", [*ODD_TEXTS, LONG_TEXT])
def test_odd_text_is_folded(words):
    assert fold(fold(words)) == fold(words)
