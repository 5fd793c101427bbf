"""The templates as HTML, for the tests that read them: expressions become a mark."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from tests.sources import PORTAL

FOLDER = PORTAL / "templates"
MARK = "\u2022"  # stands where an expression is
EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
environment = Environment(trim_blocks=True, lstrip_blocks=True)


@cache
def templates() -> dict[str, Path]:
    """Return every template by its name."""
    return {path.relative_to(FOLDER).as_posix(): path for path in sorted(FOLDER.rglob("*.html"))}


@cache
def source_of(name: str) -> str:
    """Return the text of a template."""
    return templates()[name].read_text()


@cache
def tree_of(name: str) -> nodes.Template:
    """Return the syntax tree of a template."""
    return environment.parse(source_of(name))


def plain_html(source: str) -> str:
    """Return the HTML of a template: tags of Jinja left out, expressions as a mark."""
    parts, variable = [], False
    for _line, kind, text in environment.lex(source):
        if kind == "variable_begin":
            variable = True
            parts.append(MARK)
        elif kind == "data":
            parts.append(text)
        variable = variable and kind != "variable_end"
    return "".join(parts)


@dataclass
class Element:
    """One element with its attributes and the names of what is around it."""

    name: str
    attributes: dict[str, str]
    around: tuple[str, ...]


@dataclass
class Reader(HTMLParser):
    """Collects elements and texts."""

    elements: list[Element] = field(default_factory=list)
    texts: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        around = tuple(self.open)
        self.elements.append(Element(tag, {n: v or "" for n, v in attrs}, around))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        around = tuple(self.open)
        self.elements.append(Element(tag, {n: v or "" for n, v in attrs}, around))

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if data.strip():
            self.texts.append((data.strip(), tuple(self.open)))


@cache
def read(name: str) -> Reader:
    """Read a template as HTML."""
    reader = Reader()
    reader.feed(plain_html(source_of(name)))
    reader.close()
    return reader


def forms_of(name: str) -> list[str]:
    """Return the source of each form that posts."""
    found = re.findall(r"<form\b.*?</form>", source_of(name), flags=re.S)
    return [form for form in found if re.match(r'<form[^>]*method="post"', form)]
