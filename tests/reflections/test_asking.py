"""Which question stands where: after an answer, in its week, and to choose from."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.clock import standing_at
from portal.models import Reflection

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WEEK = MONDAY.date()


@pytest.fixture
def at():
    """Let the clock stand still until the test ends: `at(MONDAY)`."""
    standing = []

    def stand(moment):
        block = standing_at(moment)
        block.__enter__()
        standing.append(block)

    yield stand
    for block in reversed(standing):
        block.__exit__(None, None, None)


@pytest.fixture
def answered(visitor, make, harbour, amina, tom):
    """Give an answer to a work for a task, and open its page as the learner."""
    task = make.task(harbour)
    make.given(make.sent(make.work(amina, harbour, task=task)), tom)

    def opened():
        make.session.commit()
        visitor.sign_in(amina)
        link = visitor.get("/").select_one("a[href$=feedback]")["href"]
        return visitor.get(link).select_one("label[for=think]").text

    return task, opened


def test_after_an_answer_the_nearest_question_is_asked(answered, make, harbour, at):
    task, asked = answered
    assert asked() == "What will you do differently next time?"
    make.prompt(harbour, "Any time?")
    assert asked() == "Any time?"
    make.prompt(harbour, "Another week?", week_on=WEEK + timedelta(days=70))
    make.prompt(harbour, "Another task?", task_id=make.task(harbour, title="Other").id)
    assert asked() == "Any time?"
    make.prompt(harbour, "This task?", task_id=task.id)
    assert asked() == "This task?"


def test_the_weeks_question_comes_before_any(answered, make, harbour, at):
    at(MONDAY + timedelta(days=6, hours=5))
    _task, asked = answered
    make.prompt(harbour, "Any time?")
    make.prompt(harbour, "This week?", week_on=WEEK)

    assert asked() == "This week?"


def test_what_she_answered_makes_room_for_the_next(answered, visitor, make, harbour, session):
    _task, asked = answered
    make.prompt(harbour, "First?")
    make.prompt(harbour, "Second?")
    assert asked() == "First?"

    visitor.submit("form[action='/reflections/']", words="I wash first.")

    assert session.query(Reflection).one().prompt == "First?"
    assert visitor.page.select_one("label[for=think]").text == "Second?"
    assert visitor.page.select_one(".reflection .asked").text == "First?"


def test_words_that_the_portal_asked_by_itself_are_kept_too(answered, visitor, session):
    _task, asked = answered
    asked()

    visitor.submit("form[action='/reflections/']", words="I wash first.")

    reflection = session.query(Reflection).one()
    assert reflection.prompt == "What will you do differently next time?"
    assert reflection.feedback_id


def places(page):
    """Return where the question stands among the parts of home."""
    return [part.get("id") for part in page.select("main > section")]


def test_on_monday_the_weeks_question_stands_before_the_lists(visitor, amina, make, harbour, at):
    at(MONDAY)
    make.prompt(harbour, "Who helped you?", week_on=WEEK)
    make.draft(make.work(amina, harbour))
    visitor.sign_in(amina)

    page = visitor.get("/")

    assert page.select_one("label[for=words]").text == "Who helped you?"
    assert places(page).index("reflect") == 1


def test_it_stays_all_week_until_she_has_answered(visitor, amina, make, harbour, at):
    at(MONDAY + timedelta(days=4))
    make.prompt(harbour, "Who helped you?", week_on=WEEK)
    make.draft(make.work(amina, harbour))
    visitor.sign_in(amina)
    page = visitor.get("/")
    assert page.select_one("label[for=words]").text == "Who helped you?"
    assert places(page)[-1] == "reflect"

    visitor.submit("#reflect form", words="Marek.")

    assert visitor.get("/").select_one("label[for=words]").text.startswith("What was easier")


def test_monday_is_monday_where_she_is(visitor, make, harbour, at):
    at(datetime(2026, 11, 22, 22, 30, tzinfo=UTC))
    make.prompt(harbour, "Who helped you?", week_on=WEEK)
    visitor.sign_in(make.learner(harbour, zone="Asia/Kathmandu"))
    assert visitor.get("/").select_one("label[for=words]").text == "Who helped you?"

    visitor.sign_in(make.learner(harbour, "Bo", zone="Europe/London"))
    assert visitor.get("/").select_one("label[for=words]").text.startswith("What was easier")


def test_questions_to_choose_from_are_hers_and_of_this_week(visitor, amina, make, harbour, at):
    at(MONDAY)
    mine, other = make.task(harbour), make.task(harbour, title="Other")
    make.work(amina, harbour, task=mine)
    make.prompt(harbour, "Any time?")
    make.prompt(harbour, "My task?", task_id=mine.id)
    make.prompt(harbour, "Other task?", task_id=other.id)
    make.prompt(harbour, "This week?", week_on=WEEK)
    make.prompt(harbour, "Next week?", week_on=WEEK + timedelta(days=7))
    make.prompt(make.programme("Other House"), "Other house?")
    make.reflection(amina, prompt="My task?")
    visitor.sign_in(amina)

    page = visitor.get("/reflections/")

    offered = [box["value"] for box in page.select("input[name=prompt]")]
    assert offered == ["This week?", "Any time?", "My task?", ""]
    assert page.select_one("input[name=prompt][checked]")["value"] == ""


def test_a_question_costs_no_more_statements(visitor, amina, make, harbour, count_queries, at):
    at(MONDAY)
    visitor.sign_in(amina)
    visitor.get("/")
    with count_queries() as few:
        visitor.get("/")
    for number in range(20):
        make.prompt(harbour, f"Question {number}?", week_on=WEEK)

    with count_queries() as many:
        visitor.get("/")

    assert len(many) == len(few) <= 10
