"""What every page is drawn with: the sheet, the words, the frame's tabs and the filters."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, request, url_for
from markupsafe import Markup

from portal import access, choosing, dates
from portal.csrf import page_token
from portal.languages import is_right_to_left
from portal.models import Role
from portal.sizes import say_size
from portal.typed import plain_html
from portal.words import gettext as _
from portal.words import language

SHEETS = Path(__file__).parent / "static" / "css"
OUTSIDE = ("base", "frame", "words", "forms", "lists", "pictures", "rtl", "dark", "print")
INSIDE = ("bar", "notes", "numbers", "wide", "cards")  # only who is signed in meets these


def sheets() -> dict[str, Any]:
    """Return the whole sheet, and the part of it that strangers get."""
    return {"SHEET": join_sheets(), "OUTSIDE_SHEET": join_sheets(OUTSIDE)}


def join_sheets(names: tuple[str, ...] = OUTSIDE + INSIDE) -> str:
    """Join small sheets into the one that a page carries, without comments and spaces."""
    sheet = "".join((SHEETS / f"{name}.css").read_text() for name in names)
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", sheet)).replace(": ", ":").strip()


def _sheet(visitor: object) -> Markup:
    """Return the sheet that stands in the page; strangers get the part that they need."""
    g.sheet_name = "SHEET" if visitor else "OUTSIDE_SHEET"
    return Markup(current_app.config[g.sheet_name])


def install(app: Flask) -> None:
    """Give the templates their words, filters and frame."""
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        sheet=_sheet,
        dates=dates,
        other_languages=choosing.others,
        language_ending=choosing.ending,
        address_in=choosing.address_in,
        this_page=choosing.this_page,
    )
    app.jinja_env.filters.update(
        day=dates.day,
        long_day=dates.long_day,
        moment=_moment,
        day_of=_day_of,
        size=say_size,
        paragraphs=plain_html,
    )
    app.context_processor(frame)


def frame() -> dict[str, object]:
    """Return what the frame of every page shows."""
    someone = access.visitor()
    here = someone.membership if someone else None
    assets = current_app.config["ASSETS"]
    return {
        "visitor": someone,
        "here": here,
        "tabs": tabs(Role(here.role) if here else None) if someone else [],
        "token": lambda: page_token(access.settings().secret_key),
        "key": access.page_key,
        "scripts": assets.scripts.get(language(), assets.scripts["en"]),
        "lang": language().replace("_", "-"),
        "dir": "rtl" if is_right_to_left(language()) else "ltr",
        "by_address": choosing.by_address(),
        "demo": access.settings().demo,
        "assets": assets,
        "knows_sheet": request.cookies.get("css") == assets.sheet_name,
    }


def tabs(role: Role | None) -> list[tuple[str, str, bool]]:
    """Return the tabs of the role: words, address, whether it is this one."""
    if role == Role.MENTOR:
        shown = [(_("To answer"), "feedback.queue"), (_("Learners"), "feedback.learners")]
    elif role == Role.COORDINATOR:
        shown = [
            (_("Programme"), "programmes.index"),
            (_("People"), "programmes.people"),
            (_("Tasks"), "tasks.programme_tasks"),
            (_("Rubrics"), "rubrics.index"),
        ]
    else:
        shown = [
            (_("Home"), "home.index"),
            (_("Work"), "work.index"),
            (_("Reflect"), "reflections.index"),
            (_("Portfolio"), "portfolios.index"),
        ]
    here = _tab_here([view for _words, view in shown])
    return [(words, url_for(view), view == here) for words, view in shown]


def _tab_here(views: list[str]) -> str | None:
    chosen = str(g.get("tab") or request.endpoint or "")
    near = (view for view in views if view.split(".")[0] == chosen.split(".")[0])
    return chosen if chosen in views else next(near, None)


def zone_of_visitor() -> str | None:
    """Return the time zone of the person."""
    return zone()


def zone() -> str:
    """Return the zone that times are shown in."""
    someone = access.visitor()
    return someone.person.zone if someone else "Europe/London"


def _moment(value: datetime) -> str:
    return dates.moment(value, zone())


def _day_of(value: datetime) -> str:
    return dates.day_of(value, zone())
