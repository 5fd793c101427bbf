"""She finds what she wrote by its words."""

import pytest

from portal.blueprints.reflections import finding
from tests.odd import LONG_TEXT, ODD_TEXTS


def found(page):
    return [one.select_one("div[dir]").text.strip() for one in page.select(".reflection")]


def test_words_are_found_whatever_their_marks_capitals_and_order(visitor, amina, make):
    make.reflection(amina, "I asked Zoë about the labels.")
    make.reflection(amina, "The van came late.")
    visitor.sign_in(amina)
    visitor.get("/reflections/")

    page = visitor.submit("form[method=get]", q="LABELS zoe")

    assert found(page) == ["I asked Zoë about the labels."]
    assert page.select_one("#q")["value"] == "LABELS zoe"
    assert len(found(visitor.get(page.select_one("form[method=get] a")["href"]))) == 2


def test_the_question_is_looked_through_too(visitor, amina, make):
    make.reflection(amina, "Labels first.", prompt="What was new this week?")
    visitor.sign_in(amina)

    assert found(visitor.get("/reflections/?q=week")) == ["Labels first."]


def test_what_is_in_none_is_said(visitor, amina, make):
    make.reflection(amina)
    visitor.sign_in(amina)

    page = visitor.get("/reflections/?q=zebra")

    assert page.select_one(".empty").text == "These words are in none of them."
    assert page.select_one("#q")["value"] == "zebra"


def test_nobody_finds_the_words_of_others(visitor, amina, tom, make, harbour):
    make.reflection(make.learner(harbour, "Bo"), "Labels of Bo")
    make.reflection(amina, "Labels of Amina")
    visitor.sign_in(amina)
    assert found(visitor.get("/reflections/?q=labels")) == ["Labels of Amina"]

    visitor.sign_in(tom)
    assert found(visitor.get("/reflections/?q=labels")) == []


def test_one_looks_on_where_the_page_ended(visitor, amina, make, monkeypatch):
    for number in range(6):
        make.reflection(amina, f"Label {number}" if number % 2 == 0 else "Other")
    visitor.sign_in(amina)
    monkeypatch.setattr(finding, "PAGE", 2)

    first = visitor.get("/reflections/?q=label%20")
    older = first.find("a", string="Older ones")["href"]

    assert found(first) == ["Label 4", "Label 2"]
    assert found(visitor.get(older)) == ["Label 0"]


def test_a_page_looks_through_so_much_and_says_where_to_go_on(visitor, amina, make, monkeypatch):
    make.reflection(amina, "Label")
    for _number in range(3):
        make.reflection(amina, "Other")
    visitor.sign_in(amina)
    monkeypatch.setattr(finding, "MOST", 3)

    first = visitor.get("/reflections/?q=label")

    assert first.select_one(".empty").text == "These words are not in the newest ones."
    assert found(visitor.get(first.find("a", string="Older ones")["href"])) == ["Label"]


@pytest.mark.parametrize("words", [*ODD_TEXTS, LONG_TEXT])
def test_odd_words_are_looked_for(visitor, amina, make, words):
    make.reflection(amina, words[:200])
    visitor.sign_in(amina)

    page = visitor.client.get("/reflections/", query_string={"q": words[:150], "skip": "x"})

    assert page.status_code == 200
    assert "reflection-" in page.get_data(as_text=True)


def test_more_of_them_cost_no_more_statements(visitor, amina, make, count_queries):
    make.reflection(amina)
    visitor.sign_in(amina)
    visitor.get("/reflections/?q=label")
    with count_queries() as few:
        visitor.get("/reflections/?q=label")
    for _number in range(20):
        make.reflection(amina)

    with count_queries() as many:
        visitor.get("/reflections/?q=label")

    assert len(many) == len(few) <= 10
