"""Blocks of Markdown to HTML: Python-Markdown finds the blocks, this writes them."""

import re
from collections.abc import Iterator
from html import escape
from itertools import chain
from typing import Any
from unicodedata import bidirectional

from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from portal.markup.guards import pieces, tame
from portal.markup.inline import inline

_NOT_OURS = ("code", "setextheader", "reference")  # surprises for people who only type
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h5", "h6": "h5"}
_HEADING = re.compile(r"<(?P<end>/?)h(?P<rank>[345])>")
_KEPT = {"p", "li", "td", "th", "tr", "thead", "tbody"}
_TURNED = {"blockquote", "ul"}
_STRONG = {"L", "R", "AL"}


def to_html(source: str) -> str:
    """Return the HTML of a Markdown text; it has not passed the gates yet."""
    return _in_order(
        "".join(_code(lines) if is_code else _prose(lines) for is_code, lines in pieces(source))
    )


def _in_order(html: str) -> str:
    """Let headings begin at h3 and go down by single steps, as screen readers need them."""
    above: list[str] = []

    def placed(found: re.Match[str]) -> str:
        if not found["end"]:
            while above and above[-1] >= found["rank"]:
                above.pop()
            above.append(found["rank"])
        return f"<{found['end']}h{2 + len(above)}>"

    return _HEADING.sub(placed, html)


def as_paragraphs(source: str) -> str:
    """Return the text as escaped paragraphs, for when all else fails."""
    parts = (part.strip("\n") for part in source.split("\n\n"))
    return "".join(
        f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts if part
    )


def _code(lines: list[str]) -> str:
    return f"<pre><code>{escape(chr(10).join(lines), quote=False)}</code></pre>"


def _prose(lines: list[str]) -> str:
    markdown = Markdown(extensions=[TableExtension(), SaneListExtension()])
    for name in _NOT_OURS:
        markdown.parser.blockprocessors.deregister(name)
    tree = markdown.parser.parseDocument(tame(lines).split("\n")).getroot()
    return "".join(_inside(tree))


def _inside(element: Any) -> Iterator[str]:
    """Write the words and the children of an element."""
    if element.text and element.text.strip():
        yield inline(element.text)
    for child in element:
        yield from _written(child)
        if child.tail and child.tail.strip():
            yield f"<p>{inline(child.tail)}</p>"


def _written(element: Any) -> Iterator[str]:
    tag = _HEADINGS.get(element.tag, element.tag)
    if tag == "hr":
        yield "<hr>"
    elif tag == "ol":
        start = int(element.get("start", "1"))
        yield from _wrapped(f'<ol start="{start}"{_turn(element)}>', element, "</ol>")
    elif tag == "table":
        begin = f'<div class="scroll" tabindex="0"><table{_turn(element)}>'
        yield from _wrapped(begin, element, "</table></div>")
    elif tag in _TURNED:
        yield from _wrapped(f"<{tag}{_turn(element)}>", element, f"</{tag}>")
    elif tag in _KEPT or tag in _HEADINGS.values():
        yield from _wrapped(f"<{tag}>", element, f"</{tag}>")
    else:
        yield from _inside(element)


def _wrapped(begin: str, element: Any, end: str) -> Iterator[str]:
    yield begin
    yield from _inside(element)
    yield end


def _turn(element: Any) -> str:
    """Say that a list, table or quote runs from right to left, if its first letter does.

    `dir="auto"` does not look into items and cells that have a `dir` themselves.
    """
    directions = map(bidirectional, chain.from_iterable(element.itertext()))
    first = next((way for way in directions if way in _STRONG), "L")
    return "" if first == "L" else ' dir="rtl"'
