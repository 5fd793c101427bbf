"""Days and moments as people say them, in the reader's language and zone."""

import re
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time

from portal.clock import now
from portal.words import gettext as _
from portal.words import language, ngettext


def day(value: date) -> str:
    """Say a day with its weekday, such as "Friday 27 November"; the year when it is another."""
    return format_date(value, _day_pattern(locale(), with_year=value.year != now().year), locale())


@cache
def _day_pattern(locale: str, *, with_year: bool) -> str:
    # The fullest pattern that the language has, with weekday and month written out.
    known, names = Locale.parse(locale), ("MMMMEEEEd", "MMMMEd", "MMMEd")
    without_year = (known.datetime_skeletons.get(name) for name in names)
    found = known.date_formats["full"] if with_year else next(filter(None, without_year))
    short = found.pattern
    wide = re.sub(r"\bE{1,3}\b", "EEEE", re.sub(r"\bM{3}\b", "MMMM", short))
    return wide.replace("EEEE, ", "EEEE ") if locale.startswith("en") else wide


def locale() -> str:
    """Return the locale that days and lists are said in: English is that of Britain."""
    tag = language()
    return "en_GB" if tag == "en" else tag


def long_day(value: date) -> str:
    """Say a day with its year, such as "30 November 2026", for pages that are kept."""
    return format_date(value, "long", locale())


def plain_day(value: date) -> str:
    """Say a day without its weekday, such as "3 March"; the year when it is another."""
    skeleton = "MMMMd" if value.year == now().year else "yMMMMd"
    return format_skeleton(skeleton, value, locale=locale())


def moment(value: datetime, zone: str) -> str:
    """Say a moment by its distance: "today, 14:05", or "Tuesday 24 November, 19:42"."""
    local = value.astimezone(ZoneInfo(zone))
    clock = format_time(local, "short", locale=locale())
    away = (now().astimezone(ZoneInfo(zone)).date() - local.date()).days
    if away == 0:
        return _("today, %(time)s", time=clock)
    if away == 1:
        return _("yesterday, %(time)s", time=clock)
    return _("%(day)s, %(time)s", day=day(local.date()), time=clock)


def local_day(value: datetime, zone: str) -> date:
    """Return the day that the moment was in the zone."""
    return value.astimezone(ZoneInfo(zone)).date()


def day_of(value: datetime, zone: str) -> str:
    """Say the day of a moment: "today", "yesterday", "Tuesday 24 November"."""
    local = local_day(value, zone)
    away = (now().astimezone(ZoneInfo(zone)).date() - local).days
    return {0: _("today"), 1: _("yesterday")}.get(away) or day(local)


def waited(days: int) -> str:
    """Say how long something has waited."""
    if days <= 0:
        return _("came today")
    return ngettext("waits %(num)s day", "waits %(num)s days", days)
