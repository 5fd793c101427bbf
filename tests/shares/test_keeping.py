"""What a process keeps in memory about links: drawn pages, and counts for a few seconds."""

import time
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.blueprints.shares.addresses import in_three_months, secret_of
from portal.blueprints.shares.counting import Count, Openings
from portal.blueprints.shares.drawn import DrawnPages

DAY = date(2026, 11, 24)


def test_a_page_is_drawn_again_only_when_its_state_changed():
    pages, drawn = DrawnPages(), []

    def draw():
        drawn.append(len(drawn))
        return f"<p>{len(drawn)}"

    pages.get("link", "one state", draw)
    pages.get("link", "one state", draw)
    assert len(drawn) == 1

    assert pages.get("link", "another", draw).plain == b"<p>2"


def test_the_longest_unused_page_is_forgotten_first():
    pages, drawn = DrawnPages(at_most=2), []

    def draw_as(name):
        return lambda: drawn.append(name) or name

    for name in ("a", "b", "a", "c", "a", "b"):
        pages.get(name, 1, draw_as(name))

    assert drawn == ["a", "b", "c", "b"]


def test_a_page_that_could_not_be_drawn_is_not_kept():
    pages = DrawnPages()

    with pytest.raises(ZeroDivisionError):
        pages.get("link", 1, lambda: str(1 / 0))

    assert pages.get("link", 1, lambda: "well").plain == b"well"


def test_the_first_opening_of_a_day_is_written_at_once_and_the_rest_together():
    written, share = [], uuid4()
    openings = Openings(wait=0.05)

    assert openings.note(share, DAY, scan=False, write=written.append)
    assert openings.take() == [Count(share, DAY, 1, 0)]
    for scan in (False, False, True):
        assert not openings.note(share, DAY, scan=scan, write=written.append)

    end = time.monotonic() + 10
    while not written and time.monotonic() < end:
        time.sleep(0.01)
    assert written == [[Count(share, DAY, 2, 1)]]


def test_counting_goes_on_after_a_write_that_failed():
    share, written = uuid4(), []
    openings = Openings(wait=0.02)
    openings.note(share, DAY, scan=False, write=written.append)
    openings.take()

    openings.note(share, DAY, scan=False, write=lambda counts: 1 / 0)
    time.sleep(0.2)
    openings.note(share, DAY, scan=False, write=written.append)

    end = time.monotonic() + 10
    while not written and time.monotonic() < end:
        time.sleep(0.01)
    assert written


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 11, 24), date(2027, 2, 24)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 1, 31), date(2026, 4, 30)),
    ],
)
def test_three_months_end_on_a_day_that_there_is(day, end):
    assert in_three_months(day) == end


def test_a_secret_is_always_the_same_and_has_128_bits():
    share = uuid4()

    assert secret_of("key", share, 1) == secret_of("key", share, 1)
    assert len({secret_of(key, share, epoch) for key in "ab" for epoch in (1, 2)}) == 4
    assert len(secret_of("key", share, 1)) == 22


def test_a_glance_at_the_database_can_not_write(database):
    with pytest.raises(DBAPIError), database.glance.begin() as connection:
        connection.execute(text("DELETE FROM openings"))
