"""index.html of an export: one page that any browser reads without the net."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader

from portal import dates, markup, words
from portal.blueprints.trust.exporting.labels import KEYS, PARTS, VALUES
from portal.clock import now
from portal.languages import is_right_to_left
from portal.models import Person
from portal.typed import plain_html

TEMPLATES = Path(__file__).parents[3] / "templates"
DRAWN = (".jpg", ".jpeg", ".png", ".gif", ".webp")  # what every browser shows
FIRST = ("title", "label", "name", "criterion", "about_work", "number")  # what heads a thing
ASIDE = ("before", "after", "sha256")  # for programs: data.json has them
SHORT = 70  # characters that stand beside their label

Gather = Callable[[], Iterable[Any]]

STYLE = """body { max-width: 44em; margin: 0 auto; padding: 1em; font: 1.0625em/1.5 sans-serif;
 color: #1c2126; background: #fff; word-wrap: break-word; overflow-wrap: break-word }
h1 { font-size: 1.6em } h2 { margin-top: 2em; border-top: 1px solid #999; padding-top: 1em }
h3 { font-size: 1.1em; margin: .5em 0 } p { margin: 0 0 .4em }
img { max-width: 100%; width: 20em; height: auto }
.thing { margin: 0 0 1em; padding: 0 0 0 .75em; border-left: 3px solid #9ab }
.line { margin: 0 0 .4em } .line p { display: inline; margin: 0 1em 0 0 }
"""


def draw_page(person: Person, parts: Mapping[str, Gather]) -> Iterator[str]:
    """Yield the page piece by piece, in the language that is spoken now."""
    template = _environment().get_template("trust/export/_page.html")
    language = words.language()
    return template.generate(
        filled=list(_filled(parts)),
        parts=parts,
        labels=PARTS,
        person=person,
        today=dates.long_day(now().astimezone(ZoneInfo(person.zone)).date()),
        lang=language.replace("_", "-"),
        dir="rtl" if is_right_to_left(language) else "ltr",
        facts=lambda thing: list(_facts(thing, person.zone)),
        heading=_heading,
        is_line=lambda said: all(kind == "fact" for _label, kind, _value in said),
    )


def _filled(parts: Mapping[str, Gather]) -> Iterator[str]:
    """Name the parts that have something in them."""
    for name, gather in parts.items():
        for _first in gather():
            yield name
            break


@cache
def _environment() -> Environment:
    drawn = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    drawn.globals.update(_=words.gettext)
    return drawn


def _heading(thing: Mapping[str, Any]) -> str:
    """Return what a thing is called, if it says so itself."""
    key = next((key for key in FIRST if thing.get(key)), None)
    if key is None:
        return ""
    return f"{KEYS[key]} {thing[key]}" if key == "number" else str(thing[key])


def _facts(thing: Mapping[str, Any], zone: str) -> Iterator[tuple[str, str, Any]]:
    """Yield label, kind and value of what there is to say of a thing, each as it is drawn."""
    headed = next((key for key in FIRST if thing.get(key)), None)
    for key, value in thing.items():
        told = key in ASIDE or key == headed or (key == "text" and thing.get("html"))
        if told or value in (None, "", []):
            continue
        yield str(KEYS[key]), *_as_drawn(key, value, zone)


def _as_drawn(key: str, value: Any, zone: str) -> tuple[str, Any]:
    if key == "html":
        return "text", markup.shown(value)
    if key == "file":
        kind = "picture" if value.lower().endswith(DRAWN) else "file"
        return kind, (quote(value), value.partition("/")[2])
    if isinstance(value, bool):
        return "fact", words.gettext("yes") if value else words.gettext("no")
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo(zone))
        return "fact", f"{dates.long_day(local.date())}, {local:%H:%M}"
    if isinstance(value, date):
        return "fact", dates.long_day(value)
    if isinstance(value, str | int):
        return _as_said(str(VALUES.get((key, str(value)), value)))
    return "things", [value] if isinstance(value, Mapping) else value


def _as_said(text: str) -> tuple[str, str]:
    short = len(text) <= SHORT and "\n" not in text
    return ("fact", text) if short else ("text", plain_html(text))
