"""Times of the story are told from today."""

from datetime import UTC, date, datetime

import pytest

from portal.demo.story.times import When

TODAY = date(2026, 11, 24)


def test_a_day_before_today_with_a_time():
    assert When.read("3 days ago, 19:42").moment(TODAY) == datetime(
        2026, 11, 21, 19, 42, tzinfo=UTC
    )


def test_the_clock_is_that_of_the_person():
    moment = When.read("1 day ago, 19:42").moment(TODAY, "Asia/Ho_Chi_Minh")

    assert moment == datetime(2026, 11, 23, 12, 42, tzinfo=UTC)


def test_a_day_after_today():
    assert When.read("in 5 days").day(TODAY) == date(2026, 11, 29)


def test_earlier_is_less():
    assert When.read("2 days ago, 09:00") < When.read("2 days ago, 10:00") < When.read("in 1 day")


def test_anything_else_is_refused():
    with pytest.raises(ValueError, match="next week"):
        When.read("next week")
