"""Words as they are compared and found: without marks, small, with single spaces."""

import unicodedata

DIGITS = 8  # of a phone number: those that stay, with and without its country
_JOINER = "\u034f"  # combining grapheme joiner: unseen, put into long runs of marks at the door


def fold(text: str) -> str:
    """Return the text as it is compared: NFKD without marks, casefolded, with single spaces.

    What is unseen goes too, such as soft hyphens and marks of direction. Folding twice
    changes nothing more.
    """
    return " ".join(_bare(_bare(text).casefold()).split())


def fold_name(name: str) -> str:
    """Return what two names have in common that differ in accents, dots and order only."""
    words = "".join(c if c.isalnum() else " " for c in fold(name)).split()
    return "".join(sorted(words))


def end_of(phone: str | None) -> str:
    """Return the last digits of a phone number, if there is one."""
    return (phone or "")[-DIGITS:]


def _bare(text: str) -> str:
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if _is_seen(letter))


def _is_seen(letter: str) -> bool:
    if unicodedata.combining(letter) or letter == _JOINER:
        return False
    return unicodedata.category(letter) != "Cf"
