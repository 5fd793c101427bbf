"""Phone numbers: written in many ways, kept in one."""

import re
import unicodedata

NUMBER = re.compile(r"\+[1-9][0-9]{7,14}")  # E.164
BETWEEN = re.compile(r"[\s()./\-\u2010-\u2015]|\u200e|\u200f|[\u202a-\u202e]|[\u2066-\u2069]")


def clean_phone(text: str | None) -> str | None:
    """Return the number as `+447700900123`, or None when no country code is in it.

    Digits of every script are understood, and `00` in place of the plus.
    """
    kept = BETWEEN.sub("", (text or "").strip().replace("(0)", ""))
    plain = "".join(_digit(letter) for letter in kept)
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    return plain if NUMBER.fullmatch(plain) else None


def _digit(letter: str) -> str:
    if letter == "\uff0b":
        return "+"
    return str(unicodedata.decimal(letter, letter))
