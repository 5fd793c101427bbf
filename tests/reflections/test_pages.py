"""Reflections: kept, changed, shared, taken back."""

import pytest

from portal.clock import now
from portal.models import Reflection
from tests.odd import LONG_TEXT, ODD_TEXTS


def test_a_learner_keeps_a_reflection(visitor, amina):
    visitor.sign_in(amina)
    visitor.get("/reflections/")

    page = visitor.submit(words="I label before I shelve now.")

    assert page.select_one(".reflection p[dir], .reflection div p").text.startswith("I label")


def test_htmx_gets_only_the_panel(visitor, amina):
    visitor.sign_in(amina)

    panel = visitor.get("/reflections/", htmx="reflections-panel")

    assert not panel.select("html")
    assert panel.select_one("#reflections-panel")


def test_nothing_typed_is_asked_for(visitor, amina):
    visitor.sign_in(amina)
    visitor.get("/reflections/")

    page = visitor.submit(words=" \n ", status=422)

    assert page.select_one("#words-wrong").text == "Enter your reflection"


def test_a_mentor_does_not_see_it_before_it_is_shared(visitor, amina, tom, make):
    reflection = make.reflection(amina)
    visitor.sign_in(tom)

    visitor.get(f"/reflections/{reflection.id}", status=404)


def test_she_shares_it_and_takes_it_back(visitor, another, amina, tom, make, session):
    reflection = make.reflection(amina)
    visitor.sign_in(amina)
    another.sign_in(tom)
    visitor.get(f"/reflections/{reflection.id}")

    visitor.submit("form[action$=sharing]")
    assert "I label first now." in another.get(f"/reflections/{reflection.id}").text

    visitor.submit("form[action$=taking-back]")
    another.get(f"/reflections/{reflection.id}", status=404)


def test_a_mentor_of_another_programme_never_sees_it(visitor, amina, make, harbour):
    northside = make.programme("Northside Trades")
    make.membership(amina, northside)
    shared = make.reflection(amina, shared_in_id=harbour.id, shared_at=now())
    visitor.sign_in(make.mentor(northside, amina))

    visitor.get(f"/reflections/{shared.id}", status=404)


def test_a_shared_one_is_not_changed_and_a_mentor_changes_none(visitor, amina, tom, make, harbour):
    shared = make.reflection(amina, shared_in_id=harbour.id, shared_at=now())
    visitor.sign_in(amina)
    visitor.post(f"/reflections/{shared.id}", words="Other", stamp=1, status=403)

    visitor.sign_in(tom)
    visitor.post(f"/reflections/{shared.id}/taking-back", status=403)


def test_two_tabs_show_both_texts(visitor, amina, make):
    reflection = make.reflection(amina)
    visitor.sign_in(amina)
    stale = visitor.get(f"/reflections/{reflection.id}")
    visitor.submit(words="From the first tab")
    visitor.page = stale

    page = visitor.submit(words="From the second tab", status=409)

    assert [box.text.strip() for box in page.select("textarea")] == [
        "From the first tab",
        "From the second tab",
    ]


def test_she_throws_it_away(visitor, amina, make, session):
    reflection = make.reflection(amina)
    visitor.sign_in(amina)
    visitor.get(f"/reflections/{reflection.id}/removal")

    visitor.submit(button="Throw it away")

    assert session.get(Reflection, reflection.id) is None or session.query(Reflection).count() == 0


def test_one_that_stands_on_a_page_stays(visitor, amina, make, session):
    reflection = make.reflection(amina)
    make.piece(make.page(make.portfolio(amina)), reflection_id=reflection.id)
    visitor.sign_in(amina)
    visitor.get(f"/reflections/{reflection.id}/removal")

    page = visitor.submit(button="Throw it away", status=422)

    assert "Take it out there first" in page.text


def test_a_reflection_about_an_answer_leads_back_to_it(visitor, amina, tom, make, harbour):
    version = make.sent(make.work(amina, harbour))
    answer = make.given(version, tom)
    visitor.sign_in(amina)

    visitor.post("/reflections/", words="Dates first.", feedback=answer.id)

    assert visitor.location == f"/work/{version.work_id}/versions/1/feedback#think"


@pytest.mark.parametrize("words", [*ODD_TEXTS, LONG_TEXT])
def test_odd_words_are_kept_as_typed(visitor, amina, words, session):
    visitor.sign_in(amina)
    visitor.get("/reflections/")

    visitor.submit(words=words)

    assert session.query(Reflection).one().words == words.strip("\n")


def test_one_that_is_too_long_says_how_long_it_is(visitor, amina):
    visitor.sign_in(amina)
    visitor.get("/reflections/")

    page = visitor.submit(words="x" * 20_001, status=422)

    assert "It has 20,001" in page.select_one("#words-wrong").text
    assert len(page.select_one("textarea").text.strip()) == 20_001


def test_more_reflections_cost_no_more_statements(visitor, amina, make, count_queries):
    make.reflection(amina)
    visitor.sign_in(amina)
    visitor.get("/reflections/")
    with count_queries() as few:
        visitor.get("/reflections/")
    for _number in range(20):
        make.reflection(amina)

    with count_queries() as many:
        visitor.get("/reflections/")

    assert len(many) == len(few) <= 10
