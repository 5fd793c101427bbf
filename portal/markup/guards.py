"""What is done to typed lines before Python-Markdown reads them, so that none can hang it."""

import re
from collections.abc import Iterator
from itertools import groupby

_FENCE = re.compile(r"(`{3,}|~{3,}) *[\w+-]* *$")
_MARKER = re.compile(r" {0,3}(?:>|(?:[*+-]|(\d+)\.)(?= ))")
_ITEM = re.compile(r" {0,3}([*+-]|\d+\.) +\S")
_RULE = re.compile(r"([-*_])(?: {0,2}\1){2,} *$")
_HEADING = re.compile(r"#{1,6} +[^\s#]")
_PIPE = re.compile(r"\\?\|")

_DEEPEST_INDENT = 12
_MOST_MARKERS = 4
_LONGEST_HEADING = 300
_MOST_FENCES = 50
_MOST_PIPES = 40
_MOST_CELLS = 2000
_MOST_ITEMS = 1000  # bleach compares each item of a list with all others


def pieces(source: str) -> Iterator[tuple[bool, list[str]]]:
    """Split the text into (is it code?, lines): code stands between two fences."""
    lines, plain, tries = source.split("\n"), list[str](), 0
    at = 0
    while at < len(lines):
        fence = _FENCE.match(lines[at]) if tries < _MOST_FENCES else None
        tries += bool(fence)
        end = _closing(lines, at, fence[1]) if fence else 0
        if not end:
            plain.append(lines[at])
        else:
            yield False, plain
            yield True, lines[at + 1 : end]
            plain = []
        at = (end or at) + 1
    yield False, plain


def _closing(lines: list[str], at: int, fence: str) -> int:
    """Return the number of the line that closes the fence, 0 if none does."""
    for number in range(at + 1, len(lines)):
        line = lines[number].rstrip()
        if line.startswith(fence) and not line.strip(fence[0]):
            return number
    return 0


def tame(lines: list[str]) -> str:
    """Return the lines as Markdown of bounded depth, every heading and rule in its own block."""
    spaced = _spaced(_few_items(_indented(line) for line in lines))
    blocks = (list(block) for _, block in groupby(spaced, key=bool))
    return "\n".join(line for block in blocks for line in _table_of_sane_size(block)).strip("\n")


def _indented(line: str) -> str:
    """Return the line without trailing space, its indent in spaces and not too deep."""
    body = line.rstrip().lstrip(" \t")
    indent = len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))
    return " " * min(indent, _DEEPEST_INDENT) * bool(body) + body.replace("\t", " ")


def _few_items(lines: Iterator[str]) -> Iterator[str]:
    """Leave the first thousand items and quoted lines as they are, and make text of the rest."""
    items = 0
    for line in lines:
        marker = _MARKER.match(line.lstrip(" "))
        items += bool(marker)
        if marker and items > _MOST_ITEMS:
            sign = len(line) - len(line.lstrip(" ")) + marker.end() - 1
            line = f"{line[:sign]}\\{line[sign:]}"
        yield line


def _spaced(lines: Iterator[str]) -> Iterator[str]:
    """Put empty lines where a list begins without one, or another kind of list."""
    before = kind = ""
    for line in lines:
        item = _kind_of_item(line)
        if before and item and item != kind and (kind or item != "ol" or line.startswith("1.")):
            yield ""
        yield from _one(line)
        kind = (item or kind) if line else ""
        before = line


def _kind_of_item(line: str) -> str:
    """Return which kind of list a line is an item of, if any."""
    item = None if _RULE.match(line.lstrip(" ")) else _ITEM.match(line)
    if not item:
        return ""
    return "ol" if item[1][0].isdigit() else "ul"


def _one(line: str) -> Iterator[str]:
    """Tame one line; a heading or rule comes with an empty line on both sides."""
    at, too_many = _after_markers(line)
    if too_many:
        yield f"{line[:at]}\\{line[at:]}"
        return
    words = line[at:]
    rule = _RULE.match(words)
    heading = _HEADING.match(words) and len(words) <= _LONGEST_HEADING
    if not rule and not words.startswith("#"):
        yield line
    elif (rule or heading) and at < 4 * (1 + line[:at].count(">")) and not line[:at].strip(" >"):
        quotes = line[:at].rstrip()
        yield from (quotes, line, quotes)
    else:
        yield f"{line[:at]}\\{words}"


def _after_markers(line: str) -> tuple[int, bool]:
    """Return where the words of a line begin, or where the first marker too many stands."""
    at = len(line) - len(line.lstrip(" "))
    for count in range(_MOST_MARKERS + 1):
        marker = None if _RULE.match(line, at) else _MARKER.match(line, at)
        if not marker:
            break
        digits = marker[1] or ""
        if count == _MOST_MARKERS or len(digits) > 9:
            return marker.end() - 1, True
        at = marker.end()
        at += len(line[at : at + 4]) - len(line[at : at + 4].lstrip(" "))
    return at, False


def _table_of_sane_size(block: list[str]) -> list[str]:
    """Turn the pipes of a monstrous table, or of a monstrous row, into text."""
    widest = max(line.count("|") for line in block)
    if widest > _MOST_PIPES or (widest and (widest + 1) * len(block) > _MOST_CELLS):
        return [_PIPE.sub(r"\\|", line) for line in block]
    return block
