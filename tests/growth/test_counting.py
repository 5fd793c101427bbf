"""What was counted is kept for ten minutes; a button counts again."""

from datetime import timedelta

import pytest

from portal.clock import now
from portal.models import Tally
from tests.growth.test_numbers import NUMBERS, SHEET, numbers_on, rows_of


@pytest.fixture
def grace(visitor, make, grown):
    visitor.sign_in(make.coordinator(grown.programme))
    return visitor


def sent_on(page):
    return numbers_on(page)["Sent"]


def test_what_was_counted_lately_is_shown_again_with_its_time(grace, answer):
    answer(3)
    first = grace.get(NUMBERS)
    answer(2)
    again = grace.get(NUMBERS)

    assert sent_on(first) == sent_on(again) == "1"
    assert numbers_on(first) == numbers_on(again)
    assert [str(table) for table in first.select("table")] == [
        str(table) for table in again.select("table")
    ]
    assert "Counted today, " in again.text


def test_the_sheet_says_what_the_page_says(grace, answer):
    answer(3)
    grace.get(NUMBERS)
    before = rows_of(grace)
    answer(2)

    assert rows_of(grace, SHEET) == before


def test_a_button_counts_again(grace, answer):
    answer(3)
    grace.get(NUMBERS)
    answer(2)
    page = grace.submit(button="Count again now")

    assert sent_on(page) == "2"


def test_after_ten_minutes_it_is_counted_again(grace, answer, session):
    answer(3)
    grace.get(NUMBERS)
    answer(2)
    session.query(Tally).update({"counted_at": now() - timedelta(minutes=11)})
    session.commit()

    assert sent_on(grace.get(NUMBERS)) == "2"
    assert session.query(Tally).count() == 1


def test_another_promise_is_counted_at_once(grace, answer, session, grown):
    answer(3, sent_at=now() - timedelta(days=3), at=now())
    assert numbers_on(grace.get(NUMBERS))["Given as promised"] == "1"
    grown.programme.answer_days = 1
    session.commit()

    assert numbers_on(grace.get(NUMBERS))["Given as promised"] == "0"


def test_each_cohort_and_zone_is_kept_by_itself(grace, answer, make, grown, another, session):
    make.cohort(grown.programme)
    answer(3)
    grace.get(f"{NUMBERS}?cohort=all")
    assert sent_on(grace.get(NUMBERS)) == "0"
    far = make.coordinator(grown.programme, "Kim")
    far.zone = "Asia/Tokyo"
    session.commit()
    another.sign_in(far)
    another.get(f"{NUMBERS}?cohort=all")

    kept = {(tally.cohort == "all", tally.zone) for tally in session.query(Tally)}
    assert kept == {(True, "Europe/London"), (False, "Europe/London"), (True, "Asia/Tokyo")}


def test_only_counts_are_kept(grace, answer, make, grown, session):
    make.step(grown.amina, programme_id=grown.programme.id)
    work = answer(3)
    grace.get(NUMBERS)

    kept = str(session.query(Tally).one().counts)
    for words in (grown.amina.name, grown.tom.name, work.title, str(grown.amina.id)):
        assert words not in kept


def test_who_does_not_run_it_cannot_count(visitor, make, grown):
    visitor.sign_in(grown.tom)
    visitor.get(NUMBERS, status=403)
    visitor.post(NUMBERS, status=403)


def test_a_cohort_of_elsewhere_is_not_counted(grace, make, session):
    theirs = make.cohort(make.programme("Elsewhere"))
    session.commit()
    grace.get(NUMBERS)
    grace.submit(button="Count again now", cohort=str(theirs.id), status=404)

    assert str(theirs.id) not in {tally.cohort for tally in session.query(Tally)}
