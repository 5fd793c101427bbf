"""The questions of a programme, as its coordinator writes them."""

from datetime import date, timedelta

import pytest

from portal.models import LogLine, Prompt, Reflection
from tests.odd import LONG_TEXT, ODD_TEXTS

MONDAY = date(2026, 11, 23)


@pytest.fixture
def here(visitor, grace):
    visitor.sign_in(grace)
    visitor.get("/programme/prompts")
    return "/programme/prompts"


def saved(session):
    session.expire_all()
    return session.query(Prompt).order_by(Prompt.created_at).all()


def test_a_question_is_asked_at_any_time(visitor, here, session, grace):
    page = visitor.submit(words="What was\n new?")

    assert page.select_one(".list bdi").text == "What was new?"
    assert "at any time" in page.select_one(".list").text
    assert session.query(LogLine).filter_by(verb="made prompt").one().person_id == grace.id


def test_a_question_belongs_to_the_monday_of_its_week(visitor, here, session):
    page = visitor.submit(words="What was new?", week_on="27/11/2026")

    assert saved(session)[0].week_on == MONDAY
    assert "in the week of Monday 23 November" in page.select_one(".list").text


def test_a_question_belongs_to_a_task(visitor, here, session, make, harbour):
    task = make.task(harbour)
    visitor.get(here)

    page = visitor.submit(words="Who helped you?", task=task.id)

    assert saved(session)[0].task_id == task.id
    assert "after Take in a delivery" in page.select_one(".list").text


@pytest.mark.parametrize("words", ["", " \n ", "x" * 301])
def test_a_question_has_words_and_few(visitor, here, words):
    page = visitor.submit(words=words, status=422)

    assert page.select_one("#words-wrong")


def test_a_task_and_a_week_are_too_much(visitor, here, make, harbour, session):
    task = make.task(harbour)
    visitor.get(here)

    page = visitor.submit(words="Who helped?", task=task.id, week_on="2026-11-23", status=422)

    assert page.select_one("#week_on-wrong").text == "Choose a task or a week, not both."
    assert page.select_one("#words").text.strip() == "Who helped?"
    assert saved(session) == []


def test_a_task_of_another_programme_is_not_on_the_list(visitor, here, make, session):
    visitor.submit(words="Who helped?", task=make.task(make.programme("Other")).id, status=422)

    assert saved(session) == []


def test_a_question_is_changed_and_thrown_away(visitor, here, make, harbour, session):
    make.prompt(harbour, "Waht was new?")
    page = visitor.get(here)
    visitor.get(page.select_one(".list a")["href"])
    page = visitor.submit(words="What was new?")
    assert page.select_one(".list bdi").text == "What was new?"

    visitor.get(page.select("main .list a")[1]["href"])
    page = visitor.submit()

    assert page.select_one(".list .empty")
    assert saved(session) == []


def test_reflections_keep_the_words_of_what_was_thrown_away(visitor, here, make, harbour, amina):
    prompt = make.prompt(harbour, "What was new?")
    make.reflection(amina, prompt="What was new?")
    visitor.post(f"/programme/prompts/{prompt.id}/removal")
    visitor.sign_in(amina)

    assert visitor.get("/reflections/").select_one(".reflection .asked").text == "What was new?"


def test_two_tabs_show_both_questions(visitor, here, make, harbour):
    prompt = make.prompt(harbour)
    stale = visitor.get(f"{here}/{prompt.id}")
    visitor.submit(words="From the first tab")
    visitor.page = stale

    page = visitor.submit(words="From the second tab", status=409)

    assert {"From the first tab", "From the second tab"} <= {
        box.text.strip() for box in page.select("textarea")
    }


def test_the_same_form_twice_asks_once(visitor, here, session):
    key = visitor.key()
    for _time in range(2):
        visitor.post(here, words="What was new?", key=key)

    assert len(saved(session)) == 1


@pytest.mark.parametrize("words", ODD_TEXTS)
def test_odd_questions_are_kept_and_shown(visitor, here, words):
    page = visitor.submit(words=words)

    assert page.select_one(".list bdi").text == " ".join(words.split())


def test_too_long_a_question_is_kept_in_its_box(visitor, here):
    page = visitor.submit(words=LONG_TEXT, status=422)

    assert len(page.select_one("#words").text) > 16_000


def test_only_a_coordinator_of_the_programme_writes_them(visitor, another, make, harbour, amina):
    prompt = make.prompt(harbour)
    visitor.sign_in(amina)
    visitor.get("/programme/prompts", status=403)
    visitor.get(f"/programme/prompts/{prompt.id}", status=403)
    visitor.post(f"/programme/prompts/{prompt.id}", words="Mine", stamp=1, status=403)
    visitor.post(f"/programme/prompts/{prompt.id}/removal", status=403)

    another.sign_in(make.coordinator(make.programme("Other")))
    another.get(f"/programme/prompts/{prompt.id}", status=404)
    another.post(f"/programme/prompts/{prompt.id}/removal", status=404)


def test_more_questions_go_on_more_pages_and_cost_no_more_statements(
    visitor, here, make, harbour, count_queries
):
    make.prompt(harbour)
    with count_queries() as few:
        visitor.get(here)
    for number in range(55):
        make.prompt(harbour, f"Question {number}", week_on=MONDAY + timedelta(weeks=number))

    with count_queries() as many:
        page = visitor.get(here)

    assert len(many) == len(few) <= 10
    assert len(page.select(".list > li")) == 50
    assert len(visitor.get(f"{here}?page=2").select(".list > li")) == 6


def test_a_learner_keeps_what_she_was_asked(visitor, amina, make, harbour, session):
    make.prompt(harbour, "What was new?")
    visitor.sign_in(amina)
    visitor.get("/reflections/")

    page = visitor.submit(words="Everything.", prompt="What was new?")

    assert session.query(Reflection).one().prompt == "What was new?"
    assert page.select_one(".reflection .asked").text == "What was new?"


def test_what_she_chose_is_kept_when_she_wrote_nothing(visitor, amina, make, harbour):
    make.prompt(harbour, "What was new?")
    visitor.sign_in(amina)
    visitor.get("/reflections/")

    page = visitor.submit(words="", prompt="What was new?", status=422)

    assert page.select_one("input[name=prompt][checked]")["value"] == "What was new?"
