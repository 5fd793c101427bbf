"""Text at the door: what people type, made whole and harmless, and shown again as they typed it."""

import re
import unicodedata

from markupsafe import Markup, escape

REL = "nofollow noopener ugc"

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANK_START = re.compile(r"\A\ufeff?(?:[ \t]*\n)*")
_EMBEDDING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_ADDRESS = re.compile(r"https://[^\s<>\"]+")
_ENDINGS = frozenset(".,;:!?*_'»”’…。、，")
_JOINER = "\u034f"  # combining grapheme joiner, unseen
_MOST_MARKS = 30


def clean(text: str) -> str:
    """Return the text with LF line ends, in NFC, without control characters or outer blank lines.

    It may grow by a few characters, so measure lengths after this.
    """
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", _stream_safe(text))
    return _BLANK_START.sub("", text, count=1).rstrip()


def one_line(text: str) -> str:
    """Return the text as one line for titles and labels, with single spaces.

    Controls that turn the direction of what follows are taken out, because a title stands
    inside other sentences; the plain marks (LRM, RLM, ALM) stay.
    """
    return " ".join(_EMBEDDING.sub("", clean(text)).split())


def plain_html(text: str) -> Markup:
    """Show plain text as paragraphs, with its line breaks and its https links."""
    paragraphs = (part for part in _PARAGRAPHS.split(clean(text)) if part)
    return Markup("").join(
        Markup('<p dir="auto">{}</p>').format(_lines(part)) for part in paragraphs
    )


def _lines(paragraph: str) -> Markup:
    return Markup("<br>").join(_linked(line) for line in paragraph.split("\n"))


def _linked(line: str) -> Markup:
    """Escape a line and make its addresses clickable, in one pass."""
    parts, done = [], 0
    for match in _ADDRESS.finditer(line):
        address = trim_address(match.group())
        parts += [escape(line[done : match.start()]), _link(address)]
        done = match.start() + len(address)
    return Markup("").join([*parts, escape(line[done:])])


def _link(address: str) -> Markup:
    if address == "https://":
        return escape(address)
    return Markup('<a href="{0}" rel="{1}">{0}</a>').format(address, REL)


def trim_address(address: str) -> str:
    """Return the address without the punctuation of the sentence around it."""
    end, surplus = len(address), address.count(")") - address.count("(")
    while end and (address[end - 1] in _ENDINGS or (surplus > 0 and address[end - 1] == ")")):
        end -= 1
        surplus -= address[end] == ")"
    return address[:end]


def _stream_safe(text: str) -> str:
    """Break up endless piles of accents as Unicode's stream-safe format does (UAX 15).

    Putting 100,000 accents on one letter in order takes Python ten seconds and more.
    """
    if text.isascii():
        return text
    out, pile = [], 0
    for char in text:
        weight = _marks_in(char)
        pile = pile + weight if weight else 0
        if pile > _MOST_MARKS:
            out.append(_JOINER)
            pile = weight
        out.append(char)
    return "".join(out)


def _marks_in(char: str) -> int:
    if char < "\u0300" or not unicodedata.combining(char):
        return 0
    return 4 if unicodedata.decomposition(char) else 1
