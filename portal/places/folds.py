"""Making texts alike before words are looked for, remembering where each character came from."""

import unicodedata
from dataclasses import dataclass

_SINGLES = "'‘’‚‛‹›`´ʼ′＇"
_DOUBLES = '"«»„“”‟″〝〞＂「」『』'
_DASHES = "-‐‑‒–—―−﹘﹣－"
_SAME = dict.fromkeys(map(ord, _SINGLES + _DOUBLES), "'") | dict.fromkeys(map(ord, _DASHES), "-")
_UNSEEN = {"\u00ad", "\u0640"}  # soft hyphen, Arabic tatweel


@dataclass(frozen=True)
class Folded:
    """A text made alike for comparing, and where each of its characters came from."""

    text: str
    origins: list[int]

    def span(self, at: int, length: int) -> tuple[int, int]:
        """Return which code points of the original the found characters came from."""
        return self.origins[at], self.origins[at + length - 1] + 1


def exact_fold(text: str) -> Folded:
    """Leave everything as it is."""
    return Folded(text, list(range(len(text))))


def plain_fold(text: str) -> Folded:
    """Make case, white space, quotes, dashes and unseen characters alike."""
    chars: list[str] = []
    origins: list[int] = []
    for at, char in enumerate(text):
        alike = _alike(char)
        if alike == " " and chars[-1:] == [" "]:
            continue
        chars += alike
        origins += [at] * len(alike)
    return Folded("".join(chars), origins)


def _alike(char: str) -> str:
    if char.isspace():
        return " "
    if char in _UNSEEN or unicodedata.category(char) == "Cf":
        return ""
    return _SAME.get(ord(char)) or char.casefold().replace("…", "...")


def bare_fold(text: str) -> Folded:
    """Keep nothing but letters and digits, without their accents."""
    chars: list[str] = []
    origins: list[int] = []
    for at, char in enumerate(text):
        parts = unicodedata.normalize("NFKD", char.casefold())
        bare = [part for part in parts if part.isalnum() and part not in _UNSEEN]
        chars += bare
        origins += [at] * len(bare)
    return Folded("".join(chars), origins)
