"""Quiet hours: over midnight, in her zone, and on the nights when the clock changes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.blueprints.notices.quiet import when_permitted
from portal.models import Person


def at(text, zone="UTC"):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def person(begin="20:00", end="08:00", zone="Europe/London"):
    minutes = [int(part[:2]) * 60 + int(part[3:]) for part in (begin, end)]
    return Person(name="Amina", zone=zone, quiet_from=minutes[0], quiet_to=minutes[1])


@pytest.mark.parametrize(
    ("moment", "permitted"),
    [
        ("2026-11-24 19:59", "2026-11-24 19:59"),
        ("2026-11-24 20:00", "2026-11-25 08:00"),
        ("2026-11-24 23:59", "2026-11-25 08:00"),
        ("2026-11-25 00:00", "2026-11-25 08:00"),
        ("2026-11-25 07:59", "2026-11-25 08:00"),
        ("2026-11-25 08:00", "2026-11-25 08:00"),
        ("2026-12-31 22:00", "2027-01-01 08:00"),
    ],
)
def test_news_of_the_night_waits_for_the_morning(moment, permitted):
    assert when_permitted(person(), at(moment)) == at(permitted)


def test_it_is_the_clock_on_her_own_wall():
    nairobi = person(zone="Africa/Nairobi")

    assert when_permitted(nairobi, at("2026-11-24 16:59")) == at("2026-11-24 16:59")
    assert when_permitted(nairobi, at("2026-11-24 17:00")) == at("2026-11-25 05:00")


def test_quiet_hours_may_be_in_the_day():
    at_work = person("09:00", "17:30")

    assert when_permitted(at_work, at("2026-11-24 09:00")) == at("2026-11-24 17:30")
    assert when_permitted(at_work, at("2026-11-24 17:30")) == at("2026-11-24 17:30")
    assert when_permitted(at_work, at("2026-11-24 03:00")) == at("2026-11-24 03:00")


def test_the_same_time_twice_means_no_quiet_hours():
    for hour in range(24):
        moment = at(f"2026-11-24 {hour:02}:30")
        assert when_permitted(person("20:00", "20:00"), moment) == moment


def test_the_night_when_the_clock_is_put_forward_ends_at_eight_too():
    before = at("2026-03-28 21:00", "Europe/London")

    assert when_permitted(person(), before) == at("2026-03-29 08:00", "Europe/London")
    assert when_permitted(person(), before) == at("2026-03-29 07:00")


def test_the_night_when_the_clock_is_put_back_ends_at_eight_too():
    before = at("2026-10-24 21:00", "Europe/London")

    assert when_permitted(person(), before) == at("2026-10-25 08:00")


def test_an_end_that_no_clock_shows_that_night_comes_right_after():
    ends = when_permitted(person("20:00", "01:30"), at("2026-03-29 00:10"))

    assert at("2026-03-29 00:10") < ends <= at("2026-03-29 01:30")


def test_an_hour_that_comes_twice_is_not_a_way_back_in_time():
    early = person("20:00", "01:30")  # 01:30 is at 00:30 and at 01:30 UTC
    first, second = at("2026-10-25 00:10"), at("2026-10-25 01:10")

    assert when_permitted(early, first) == at("2026-10-25 00:30")
    assert when_permitted(early, second) == at("2026-10-25 01:30")


@pytest.mark.parametrize("zone", ["Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns"])
@pytest.mark.parametrize("day", ["2026-04-04", "2026-10-03", "2026-03-07", "2026-10-31"])
def test_the_end_is_never_in_quiet_hours_nor_in_the_past(zone, day):
    someone = person("20:00", "02:15", zone=zone)
    for minutes in range(0, 48 * 60, 7):
        moment = datetime.fromtimestamp(at(day).timestamp() + minutes * 60, UTC)
        permitted = when_permitted(someone, moment)
        assert permitted >= moment
        assert when_permitted(someone, permitted) == permitted
