"""Codes of letters that people copy from paper: none looks like another."""

import secrets
import unicodedata

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's 32: no I, L, O, U
MEANT = str.maketrans("OILU", "011V")
GROUP = 4


def new_letters(count: int) -> str:
    """Make a random code: five bits a letter."""
    return "".join(secrets.choice(LETTERS) for _number in range(count))


def letters_of(random: bytes) -> str:
    """Write random bytes as letters, one for each byte."""
    return "".join(LETTERS[byte % 32] for byte in random)


def grouped(letters: str) -> str:
    """Write the letters in groups of four."""
    return "-".join(letters[place : place + GROUP] for place in range(0, len(letters), GROUP))


def read_letters(typed: str | None, *, count: int) -> str:
    """Return the letters that were meant, or nothing when it cannot be a code.

    Case, blanks and dashes do not matter; O is read as 0, I and L as 1, U as V.
    """
    plain = unicodedata.normalize("NFKC", typed or "").upper()
    kept = "".join(letter for letter in plain if letter.isalnum()).translate(MEANT)
    return kept if len(kept) == count and set(kept) <= set(LETTERS) else ""
