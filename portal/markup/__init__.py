"""Markdown to safe HTML and to the plain text in which places count: the only trust in HTML."""

import logging
from dataclasses import dataclass

from markupsafe import Markup

from portal.markup.blocks import as_paragraphs, to_html
from portal.markup.gates import through_the_gates
from portal.markup.reading import read
from portal.typed import clean

LONGEST = 20_000

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rendered:
    """A text as it is kept with a version: what is shown, and the words in it."""

    html: str
    plain: str


def render(source: str) -> Rendered:
    """Turn typed Markdown into safe HTML and into its plain text.

    Raises ValueError if the cleaned text has more than 20,000 characters. Nothing else is
    refused: what Markdown cannot read is shown as typed.
    """
    source = clean(source)
    if len(source) > LONGEST:
        raise ValueError(f"A text has at most {LONGEST} characters")
    html = _safe_html(source)
    return Rendered(html, read(html).plain)


def shown(html: str) -> Markup:
    """Let a template draw HTML that `render` once made."""
    return Markup(html)


def _safe_html(source: str) -> str:
    try:
        return through_the_gates(to_html(source))
    except Exception:
        log.exception("A text could not be read as Markdown")
        return through_the_gates(as_paragraphs(source))
