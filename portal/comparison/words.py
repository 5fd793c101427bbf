"""Splitting texts of any script into sentences and words."""

import re
import unicodedata

_SENTENCE = re.compile(r"\s+|\S(?:[^\n.!?…。！？؟۔।]|[.!?…](?=\S))*[.!?…。！？؟۔।]*")
_SIGNS = r"!-/:-@\[-^`{-~\u00a1-\u00bf\u2010-\u205e\u3000-\u303f\uff01-\uff0f،؛؟۔।॥"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNSPACED += "\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"\s+|[{_UNSPACED}]+|[{_SIGNS}]|[^\s{_SIGNS}{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


def sentences(text: str) -> list[str]:
    """Split a text into sentences and the white space between them."""
    return _SENTENCE.findall(text)


def words(text: str) -> list[str]:
    """Split a text into words, signs and white space; where no spaces are written, into letters."""
    tokens: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        tokens += _letters(token) if _IS_UNSPACED.match(token) else [token]
    return tokens


def _letters(text: str) -> list[str]:
    """Split a text into letters, each with its accents."""
    letters: list[str] = []
    for char in text:
        if letters and unicodedata.category(char).startswith("M"):
            letters[-1] += char
        else:
            letters.append(char)
    return letters
