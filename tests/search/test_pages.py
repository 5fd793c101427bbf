"""The page of search: what is shown of what is found, and what odd questions do to it."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from portal.clock import now
from portal.typed import clean
from tests.odd import LONG_TEXT, ODD_TEXTS

HOSTILE = [
    *ODD_TEXTS,
    LONG_TEXT,
    '"',
    "'; DROP TABLE search_rows; --",
    "lemon NEAR(pear, 2) OR *",
    "words : lemon AND NOT owner_id",
    "-lemon ^pear + (",
    "lemon:* & !pear | <->",
    "*",
    "?!…",
    "\x00lemon\x00",
    "\u202elemon\u202c",
    "%_\\",
    "\ud7ff" * 100,
    "a " * 600,
    "東" * 300,
    "e" + "\u0301" * 500,
    "",
    "   ",
]


def ask(visitor, words, **more):
    return visitor.get(f"/search?q={quote(words)}" + "".join(f"&{k}={v}" for k, v in more.items()))


def test_a_learner_finds_her_words_marked_as_she_wrote_them(make, visitor, learner, work_off):
    make.reflection(learner, "At the end I wrote <b>Crème</b> & left. " * 9)
    work_off()
    visitor.sign_in(learner)
    page = ask(visitor, "creme")

    item = page.select_one("#found li")
    assert item.select_one("a").text == "Reflection"
    assert {mark.text for mark in item.select("mark")} == {"Crème"}
    assert "<b>Crème</b> & left" in item.select_one("p").text
    assert not item.select("b")
    assert len(item.select_one("p").text) < 300
    assert page.select_one("#q")["value"] == "creme"


def test_a_mentor_reads_whose_it_is_and_comes_to_it(
    make, visitor, programme, learner, mentor, work_off
):
    version = make.sent(make.work(learner, programme, title="Lemon fish"), "With lemons.")
    work_off()
    visitor.sign_in(mentor)
    page = ask(visitor, "lemon")

    item = page.select_one("#found li")
    assert learner.name in item.text
    assert [mark.text for mark in item.select("mark")] == ["Lemon", "lemons"]
    visitor.get(item.select_one("a")["href"])
    assert version.work_id


def test_nothing_found_says_what_was_looked_for_and_where(visitor, learner):
    visitor.sign_in(learner)
    page = ask(visitor, "zeppelin")

    assert "zeppelin" in page.select_one(".says").text
    assert "Search looks through your works" in page.select_one("main").text


def test_the_newest_come_first_and_older_ones_on_the_next_page(make, visitor, learner, work_off):
    for number in range(45):
        at = now() - timedelta(days=number % 3, minutes=number)
        make.reflection(learner, f"Lemon {number}", created_at=at)
    work_off()
    visitor.sign_in(learner)

    page, seen = ask(visitor, "lemon"), []
    while True:
        seen += [item.select_one("p").text for item in page.select("#found li")]
        older = page.find("a", string="Older")
        if older is None:
            break
        page = visitor.get(older["href"])

    order = sorted(range(45), key=lambda number: (number % 3, number))
    assert seen == [f"Lemon {number}" for number in order]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_no_question_breaks_the_page(make, visitor, learner, work_off, words):
    make.reflection(learner, clean(words) or "x")
    work_off()
    visitor.sign_in(learner)

    ask(visitor, words)
    ask(visitor, words, before=quote(words[:50]))


def test_twenty_more_cost_no_more_statements(
    make, visitor, programme, learner, mentor, work_off, count_queries
):
    def counted():
        work_off()
        with count_queries() as seen:
            ask(visitor, "lemon")
        return len(seen)

    def more(count):
        for _each in range(count):
            version = make.sent(make.work(learner, programme), "Lemon")
            answer = make.given(version, mentor, summary="Lemon")
            make.note(answer, "Lemon")
            make.step(learner, "Lemon", programme_id=programme.id)
            make.reflection(learner, "Lemon", shared_in_id=programme.id, shared_at=now())

    visitor.sign_in(mentor)
    more(1)
    few = counted()
    more(8)

    assert counted() == few <= 10


def test_search_is_linked_where_people_look_for_it(make, visitor, programme, learner, mentor):
    make.draft(make.work(learner, programme))
    for person, page in ((learner, "/work/"), (mentor, "/queue/")):
        visitor.sign_in(person)
        assert len(visitor.get(page).select('a[href="/search"]')) == 2
    visitor.sign_in(make.coordinator(programme))
    assert not visitor.get("/programme/").select('a[href="/search"]')


def test_nobody_searches_without_signing_in(visitor):
    visitor.get("/search?q=lemon", status=303)
