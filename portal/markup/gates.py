"""The two gates that every HTML passes: bleach, then nh3, which also adds what we add ourselves."""

import nh3
from bleach.sanitizer import Cleaner

from portal.markup.inline import LINK
from portal.typed import REL

WORDS = {"a", "br", "code", "em", "strong"}
BLOCKS = {"blockquote", "div", "h3", "h4", "h5", "hr", "li", "ol", "p", "pre", "table"}
BLOCKS |= {"tbody", "td", "th", "thead", "tr", "ul"}
SCHEMES = {"http", "https", "mailto"}

_AUTO = ("h3", "h4", "h5", "li", "p", "pre", "td", "th")
_TURNED = ("blockquote", "ol", "table", "ul")
_SCROLLS = {"class": "scroll", "tabindex": "0"}  # a wide table scrolls by itself


def through_the_gates(html: str) -> str:
    """Return the HTML with nothing in it but our few tags, and our own attributes added."""
    return _second(_first(html))


def _first(html: str) -> str:
    cleaner = Cleaner(
        tags=WORDS | BLOCKS,
        attributes=_may_keep,
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
    )
    return str(cleaner.clean(html))


def _may_keep(tag: str, name: str, value: str) -> bool:
    if tag == "a":
        return name == "href" and bool(LINK.match(value))
    if tag == "div":
        return _SCROLLS.get(name) == value
    if name == "dir":
        return tag in _TURNED and value == "rtl"
    return (tag, name) == ("ol", "start") and value.isdecimal()


def _second(html: str) -> str:
    return nh3.clean(
        html,
        tags=WORDS | BLOCKS,
        attributes={"a": {"href"}, "ol": {"start"}},
        tag_attribute_values={"div": {name: {value} for name, value in _SCROLLS.items()}}
        | {tag: {"dir": {"rtl"}} for tag in _TURNED},
        set_tag_attribute_values={tag: {"dir": "auto"} for tag in _AUTO},
        url_schemes=SCHEMES,
        link_rel=REL,
    )
