"""A mentor's days: hours, days away, and promises that move."""

from datetime import date, timedelta

import pytest

from portal.blueprints.work.promising import count_days
from portal.clock import now, today
from portal.models import Away, Hour, LogLine, Work

MONDAY = date(2026, 11, 23)


def on(number):
    return MONDAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("absent", "expected"),
    [
        ((), 4),
        (([],), 4),
        (([(on(1), on(3))],), 7),
        (([(on(4), on(6))],), 7),
        (([(on(1), on(3))], []), 4),
        (([(on(1), on(3))], [(on(3), on(9))]), 5),
        (([(on(0), on(0))],), 4),
    ],
    ids=["no mentor", "here", "at once", "at the end", "one here", "both for a day", "today"],
)
def test_days_on_which_all_are_away_do_not_count(absent, expected):
    assert count_days(MONDAY, 4, absent) == on(expected)


def test_a_promise_ends_even_when_nobody_comes_back():
    far = count_days(MONDAY, 4, ([(MONDAY, MONDAY + timedelta(days=4000))],))

    assert far <= MONDAY + timedelta(days=400)


@pytest.fixture
def days(at_desk):
    at_desk.get("/away/")
    return at_desk


def away(visitor, first, last, **kwargs):
    return visitor.submit(
        "#away form[action='/away/']",
        starts_on=(today() + timedelta(days=first)).isoformat(),
        ends_on=(today() + timedelta(days=last)).isoformat(),
        **kwargs,
    )


def test_days_away_move_the_promise_and_taking_them_back_moves_it_again(days, sent, saved):
    page = away(days, 1, 3)

    assert saved(Work)[0].promised_on == today() + timedelta(days=7)
    assert "Amina Yusuf" in page.select_one("#meanwhile").text
    assert "1 work waits" in page.select_one("#meanwhile").text
    assert page.select_one("#meanwhile a[href$='hand-over']")
    assert len(saved(LogLine, verb="went away")) == 1

    days.submit("#away form[action$='removal']")

    assert saved(Work)[0].promised_on == today() + timedelta(days=4)
    assert not saved(Away)


def test_a_promise_stays_while_another_mentor_is_there(days, sent, ruth, saved, session):
    work = session.get(Work, sent.work.id)
    work.promised_on = today() + timedelta(days=4)
    session.commit()

    away(days, 1, 3)

    assert saved(Work)[0].promised_on == today() + timedelta(days=4)


def test_what_is_sent_meanwhile_is_promised_for_later(days, visitor, another, make, sent):
    away(days, 1, 3)
    make.draft(make.work(sent.amina, sent.programme, title="New"))
    address = f"/work/{make.session.query(Work).filter_by(title='New').one().id}/versions/1"
    make.session.commit()
    another.sign_in(sent.amina)
    another.get(f"{address}/sending")
    another.submit(button="Send")

    work = make.session.query(Work).filter_by(title="New").one()
    assert (work.promised_on - today()).days == 7
    make.session.commit()


def test_wrong_days_are_refused_and_kept(days, saved):
    page = away(days, 3, 1, status=422)

    assert "The last day must not be before the first." in page.text
    assert page.select_one("#starts_on")["value"] == (today() + timedelta(days=3)).isoformat()
    page = away(days, 1, 500, status=422)
    assert "Enter a year at most." in page.text
    assert not saved(Away)


def test_the_same_days_twice_are_one(days, saved):
    page = days.page
    away(days, 1, 3)
    days.page = page
    away(days, 1, 3)
    days.get("/away/")
    away(days, 1, 3)

    assert len(saved(Away)) == 1


def test_hours_are_kept_and_no_tab_overwrites_another(days, sent, saved):
    page = days.page
    days.submit("#hours form", on__1="1", words__1="after eight in the evening")
    assert [(hour.weekday, hour.words) for hour in saved(Hour)] == [
        (1, "after eight in the evening")
    ]
    assert days.page.select_one("#on-1").has_attr("checked")

    days.page = page
    days.submit("#hours form", on__2="1", words__1="noon", status=409)

    assert "after eight in the evening" in days.page.text
    days.get("/away/")
    days.submit("#hours form", on__1=None, words__1="")
    assert not saved(Hour)


def test_days_are_ones_own(days, another, sent, ruth, make, saved):
    away(days, 1, 3)
    one = saved(Away)[0]
    for person, status in ((ruth, 404), (sent.amina, 404)):
        another.sign_in(person)
        another.post(f"/away/{one.id}/removal", status=status)
    another.get("/away/", status=403)
    another.post("/away/hours", status=403)
    assert saved(Away)


def test_more_learners_cost_no_more_statements(days, make, sent, count_queries):
    away(days, 1, 3)
    with count_queries() as few:
        days.get("/away/")
    for number in range(20):
        learner = make.learner(sent.programme, f"Learner {number}")
        make.mentoring(sent.programme, learner, sent.tom)
        make.sent(make.work(learner, sent.programme), sent_at=now())
    make.session.commit()

    with count_queries() as many:
        page = days.get("/away/")

    assert len(page.select("#meanwhile li")) == 21
    assert len(few) == len(many) <= 10
