"""Days and moments as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal import dates, words
from portal.clock import now


@pytest.fixture
def speak(monkeypatch):
    def choose(tag):
        monkeypatch.setattr(words, "_language", lambda: tag)

    return choose


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", "Saturday 27 November 2027"),
        ("es", "sábado, 27 de noviembre de 2027"),
        ("ar", "السبت، 27 نوفمبر 2027"),
        ("uk", "субота, 27 листопада 2027\u202fр."),
    ],
)
def test_a_day_has_its_weekday_and_another_year(speak, tag, said):
    speak(tag)

    assert dates.day(date(2027, 11, 27)).replace("\u200f", "") == said


def test_a_day_of_this_year_has_no_year(speak):
    speak("en")

    assert str(now().year) not in dates.day(now().date())


def test_a_moment_is_said_by_its_distance(speak):
    speak("en")
    moment = now()

    assert dates.moment(moment, "UTC").startswith("today, ")
    assert dates.moment(moment - timedelta(days=1), "UTC").startswith("yesterday, ")
    assert dates.moment(datetime(2024, 2, 3, 19, 42, tzinfo=UTC), "UTC").endswith(", 19:42")


def test_a_moment_is_said_in_the_zone_of_the_reader(speak):
    speak("en")

    assert dates.moment(datetime(2024, 2, 3, 23, 30, tzinfo=UTC), "Asia/Tokyo").endswith("08:30")


def test_a_kept_page_has_the_whole_date(speak):
    speak("en")

    assert dates.long_day(date(2026, 11, 30)) == "30 November 2026"
