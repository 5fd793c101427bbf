"""The learner's first screen: the next step first."""

from datetime import timedelta

import pytest

from portal.clock import today


@pytest.fixture
def harbour(make):
    return make.programme()


@pytest.fixture
def amina(make, harbour):
    return make.learner(harbour)


@pytest.fixture
def tom(make, harbour, amina):
    return make.mentor(harbour, amina)


def heading(page):
    return page.select_one("h1").text


def test_the_nearest_step_of_an_answer_stands_first(visitor, amina, tom, make, harbour):
    version = make.sent(make.work(amina, harbour))
    answer = make.given(version, tom)
    for days, words in ((9, "Later"), (2, "Write the date on the label")):
        make.step(
            amina,
            words,
            programme_id=harbour.id,
            feedback_id=answer.id,
            due_on=today() + timedelta(days=days),
        )
    make.step(amina, "Some day")
    visitor.sign_in(amina)

    page = visitor.get("/")

    assert heading(page) == "Write the date on the label"
    assert page.select_one(".button").text == "Start version 2"
    assert [a.text for a in page.select(".list")[0].select("a")] == ["Later", "Some day"]


def test_a_draft_that_is_begun_is_gone_on_with(visitor, amina, tom, make, harbour):
    work = make.work(amina, harbour)
    answer = make.given(make.sent(work), tom)
    make.step(amina, programme_id=harbour.id, feedback_id=answer.id)
    make.draft(work, number=2)
    visitor.sign_in(amina)

    link = visitor.get("/").select_one("a.button")

    assert link["href"] == f"/work/{work.id}/versions/2/draft"


def test_the_newest_answer_says_what_is_met(visitor, amina, tom, make, harbour):
    edition = make.rubric(harbour, "Labels", "Checks")
    version = make.sent(make.work(amina, harbour), edition_id=edition.id)
    answer = make.given(version, tom, outcome="achieved")
    labels, checks = make.criteria(edition)
    make.mark(answer, make.levels(labels)[2], labels)
    make.mark(answer, make.levels(checks)[1], checks)
    visitor.sign_in(amina)

    page = visitor.get("/")

    assert "1 of 2 met" in page.text
    assert "Achieved" in page.select_one(".state").text


def test_without_steps_a_draft_comes_first(visitor, amina, make, harbour):
    make.draft(make.work(amina, harbour))
    visitor.sign_in(amina)

    assert heading(visitor.get("/")) == "Finish and send what you began"


def test_without_drafts_a_task_comes_first(visitor, amina, make, harbour):
    make.task(harbour, title="Count one bay")
    visitor.sign_in(amina)

    assert heading(visitor.get("/")) == "Begin a task: Count one bay"


def test_a_task_of_another_programme_is_never_offered(visitor, amina, make):
    make.task(make.programme("Northside Trades"), title="Secret task")
    visitor.sign_in(amina)

    assert "Secret task" not in visitor.get("/").text


def test_an_answer_that_is_not_given_is_not_shown(visitor, amina, tom, make, harbour):
    answer = make.feedback(make.sent(make.work(amina, harbour)), tom)
    make.step(amina, "Hidden", programme_id=harbour.id, feedback_id=answer.id)
    visitor.sign_in(amina)

    page = visitor.get("/")

    assert "Hidden" not in page.text
    assert heading(page) == "Nothing to do now: an answer is on its way"


def test_a_new_learner_is_told_how_to_begin(visitor, amina):
    visitor.sign_in(amina)

    assert heading(visitor.get("/")) == "Show something you made"


def test_much_to_do_costs_no_more_statements(visitor, amina, tom, make, harbour, count_queries):
    make.step(amina)
    visitor.sign_in(amina)
    visitor.get("/")
    with count_queries() as few:
        visitor.get("/")
    for number in range(20):
        make.step(amina, words=f"Step {number}")
        work = make.work(amina, harbour)
        make.given(make.sent(work), tom)
        make.draft(work, number=2)

    with count_queries() as many:
        visitor.get("/")

    assert len(many) == len(few) <= 10


def test_a_mentor_and_a_coordinator_are_home_without_a_detour(visitor, make, harbour, tom):
    visitor.sign_in(tom)
    assert "wait" in heading(visitor.get("/"))
    assert visitor.page.select_one("[aria-current]").text == "To answer"

    visitor.sign_in(make.coordinator(harbour))
    assert heading(visitor.get("/")) == "Harbour Skills"
    assert visitor.page.select_one("[aria-current]").text == "Programme"
