"""A mentor's first steps: how it works in three screens, then days and hours, and days off."""

import pytest

from portal.models import FirstStep, Person


@pytest.fixture
def harbour(make):
    return make.programme(answer_days=4)


@pytest.fixture
def tom(make, harbour):
    tom = make.mentor(harbour, make.learner(harbour))
    tom.first_step = FirstStep.NEW
    return make.keep(tom)


@pytest.fixture
def mentor(visitor, tom):
    visitor.sign_in(tom)
    return visitor


def test_his_first_page_leads_him_there_once(mentor):
    mentor.get("/", status=303)
    assert mentor.location == "/first-steps/how/1"

    link = mentor.get("/").select_one("#first-steps a")
    assert link.text == "Go on with your first steps (1 of 4)"


def test_three_screens_lead_to_his_days(mentor, session, tom):
    mentor.get("/first-steps/how/1")
    assert "You promise an answer in 4 days." in mentor.page.text
    mentor.submit(button="Go on")
    mentor.submit(button="Go on")
    page = mentor.submit(button="Go on")

    assert mentor.path == "/away/"
    assert page.select_one("#first-steps .label").text == "Your first steps: 4 of 4"
    mentor.submit("form[action='/away/hours']", **{"on-0": "1", "words-0": "evenings"})
    assert mentor.page.select("#first-steps")

    page = mentor.submit("#first-steps form")

    assert mentor.path == "/"
    assert not page.select("#first-steps")
    session.commit()
    assert session.get_one(Person, tom.id, populate_existing=True).first_step == 20


def test_he_may_skip_to_his_days(mentor):
    mentor.get("/first-steps/how/1")

    page = mentor.submit(button="Skip to my days")

    assert mentor.path == "/away/"
    assert page.select("#first-steps")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_he_may_go_on_another_time(mentor, number):
    mentor.get(f"/first-steps/how/{number}")

    page = mentor.submit(button="Not now, go to my page")

    assert page.select_one("#first-steps a")["href"] == f"/first-steps/how/{number}"


def test_he_may_do_without_them(mentor):
    mentor.get("/first-steps/how/1")
    mentor.submit(button="Not now, go to my page")

    page = mentor.submit("#first-steps form")

    assert not page.select("#first-steps")
    assert not mentor.get("/away/").select("#first-steps")


def test_he_finds_them_in_his_settings_again(visitor, make, harbour):
    visitor.sign_in(make.mentor(harbour))

    visitor.get(visitor.get("/settings").select_one("#first-steps a")["href"])
    visitor.get(visitor.page.select_one(".ladder a")["href"])
    visitor.submit(button="Go on")

    assert visitor.path == "/first-steps/how/2"
    assert not visitor.get("/away/").select("#first-steps")


def test_the_screens_of_learners_are_not_his(mentor):
    for path in ("1", "practice"):
        mentor.get(f"/first-steps/{path}", status=404)
        mentor.post(f"/first-steps/{path}", status=404)
    mentor.get("/first-steps/how/4", status=404)
    mentor.post("/first-steps/how/0", status=404)


def test_a_stranger_sees_none_of_them(visitor, make):
    visitor.sign_in(make.person())

    for path in ("", "1", "practice", "how/1"):
        visitor.get(f"/first-steps/{path}", status=404)


def test_one_who_left_is_led_nowhere(visitor, make, harbour):
    from portal.clock import today

    left = make.person(first_step=FirstStep.NEW)
    make.membership(left, harbour, "learner", ended_on=today())
    visitor.sign_in(left)

    visitor.get("/")
