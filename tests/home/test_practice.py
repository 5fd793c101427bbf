"""A practice piece: the portal answers it, keeps nothing of it, and tells nobody."""

import pytest
from sqlalchemy import select

from portal.blueprints.accounts.passwords import hash_password
from portal.blueprints.home.first_steps.practice import first_words
from portal.clock import now
from portal.models import (
    Base,
    FirstStep,
    HeldPost,
    LogLine,
    Mail,
    Media,
    Notice,
    Person,
    Version,
    Visit,
    Work,
)
from tests.odd import LONG_TEXT, ODD_TEXTS

WORDS = "I cooked rice for twelve people.\n\nEverybody ate it."


@pytest.fixture
def harbour(make):
    return make.programme()


@pytest.fixture
def amina(make, harbour):
    return make.learner(harbour, first_step=FirstStep.PRACTICE)


@pytest.fixture
def learner(visitor, amina):
    visitor.sign_in(amina)
    visitor.get("/first-steps/practice")
    return visitor


def send(learner, text=WORDS, **fields):
    """Write, check and send, as a person does."""
    learner.get("/first-steps/practice")
    learner.submit(button="Check and send", status=200, text=text, **fields)
    return learner.submit("form[action$=sending]", button="Send it", status=200)


def test_it_goes_as_the_real_thing_goes(learner):
    learner.submit(button="Check and send", status=200, text=WORDS)
    assert learner.page.select_one("h1").text == "Send this?"
    assert "to no person" in learner.page.text

    page = learner.submit("form[action$=sending]", button="Send it", status=200)

    assert page.select_one("h1").text == "Foothold's answer to version 1"
    assert "a program wrote this answer" in page.select_one(".says").text
    assert page.select_one("#mark-1").text == "I cooked rice"
    assert len(page.select(".card[id^=criterion] .state--good")) == 2
    assert page.select_one("#note-1 form")


def test_nothing_of_it_is_kept(learner, session, storage, settings):
    words = "Zanzibarine words that stand nowhere else."
    page = send(learner, words, file=(b"some bytes", "zanzibarine.txt"))
    assert "zanzibarine.txt" in page.text
    learner.submit("#note-1 form", button="Send the reply", status=200, reply="Zanzibarine reply")

    session.commit()
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table)):
            assert "zanzibarine" not in repr(tuple(row)).lower(), table.name
    for kept in (Work, Version, Media, Notice, Mail):
        assert session.scalars(select(kept)).all() == []
    folder = settings.data_dir
    files = [path for path in folder.rglob("*") if path.is_file() and "portal.db" not in path.name]
    assert not [path for path in files if b"anzibarine" in path.read_bytes()]


def test_the_log_says_only_that_the_first_steps_ended(learner, session, amina):
    send(learner)
    send(learner)

    session.commit()
    mine = select(LogLine.verb).where(LogLine.person_id == amina.id, LogLine.verb != "signed in")
    assert session.scalars(mine).all() == ["ended first steps"]


def test_it_leads_on_to_her_first_task(learner, make, harbour):
    task = make.task(harbour, title="Take in a delivery")

    page = send(learner)

    link = page.select_one("#first-task a.button")
    assert (link["href"], link.text) == (f"/tasks/{task.id}", "Start your first task")


def test_without_a_task_it_leads_to_what_she_made(learner):
    assert send(learner).select_one("#first-task a.button")["href"] == "/work/"


def test_a_task_that_is_begun_is_not_the_first(learner, make, harbour, amina):
    make.work(amina, harbour, task=make.task(harbour, title="Begun"))
    task = make.task(harbour, title="Next")

    assert f"/tasks/{task.id}" in str(send(learner).select_one("#first-task"))


def test_afterwards_her_page_offers_nothing_more(learner, session, amina):
    send(learner)

    assert not learner.get("/").select("#first-steps")
    session.commit()
    assert session.get_one(Person, amina.id, populate_existing=True).first_step == 20


def test_it_works_again_and_again(learner):
    for _time in range(3):
        assert send(learner).select_one("#mark-1")


def test_the_same_press_twice_shows_the_same_answer(learner):
    learner.submit(button="Check and send", status=200, text=WORDS)
    key = learner.page.select_one("form[action$=sending] input[name=key]")["value"]

    for _time in range(2):
        page = learner.post(
            "/first-steps/practice/sending", status=200, key=key, stamp=0, text=WORDS
        )
        assert page.select_one("#mark-1").text == "I cooked rice"


def test_back_and_an_old_address_lead_to_the_beginning(learner):
    send(learner)

    learner.get("/first-steps/practice/sending", status=303)

    assert learner.location == "/first-steps/practice"


def test_what_she_wrote_can_be_changed_before_and_after(learner):
    learner.submit(button="Check and send", status=200, text=WORDS)
    page = learner.submit("form[action$=practice]", status=200)
    assert page.select_one("textarea").text.strip() == WORDS

    send(learner)
    page = learner.submit("form[action$=practice]", button="Change it", status=200)
    assert page.select_one("textarea").text.strip() == WORDS


def test_she_replies_and_ticks_the_note_off(learner):
    send(learner)

    page = learner.submit("#note-1 form", button="Send the reply", status=200, reply="It was hot.")
    assert "It was hot." in page.select_one("#note-1 .quiet").text

    page = learner.submit("#note-1 form", button="Done", status=200)
    assert page.select_one("#note-1 .state").text == "done"
    page = learner.submit("#note-1 form", button="Send the reply", status=200)
    assert page.select_one("#note-1 .state").text == "done"
    page = learner.submit("#note-1 form", button="Not yet", status=200)
    assert page.select_one("#note-1 .state").text == "not yet"
    assert "It was hot." in page.select_one("#note-1 .quiet").text


def test_few_words_and_long_sentences_are_met_with_kindness(learner):
    short = send(learner, "Rice.").select_one("#criterion-1").text
    assert "Write a little more" in learner.page.select_one(".card--next li").text
    long = send(learner, "and " * 60).select_one("#criterion-2").text

    assert "A mentor would ask for more" in short
    assert "Two short ones are easier" in long


def test_nothing_written_is_asked_for(learner):
    page = learner.submit(button="Check and send", status=422, text="  ")
    assert "Write a few words first" in page.select_one(".wrong").text

    learner.post("/first-steps/practice/sending", status=422, text="")


def test_a_file_that_is_empty_is_said_and_the_words_stay(learner):
    page = learner.submit(button="Check and send", status=422, text=WORDS, file=(b"", "photo.jpg"))

    assert "This file is empty" in page.select_one("#files .wrong").text
    assert page.select_one("textarea").text.strip() == WORDS


def test_its_file_is_named_on_the_way(learner):
    learner.submit(button="Check and send", status=200, text=WORDS, file=(b"x" * 3000, "a/b.jpg"))

    assert "b.jpg" in learner.page.text
    assert "arrived, 3 KB" in learner.page.text


@pytest.mark.parametrize("words", [*ODD_TEXTS, LONG_TEXT, "***", "- \n- \n", "م" * 90])
def test_odd_texts_are_answered(learner, words):
    page = send(learner, words)

    assert page.select_one("h1").text.startswith("Foothold's answer")
    assert not page.select("#text script")
    page = learner.submit("form[action$=practice]", button="Change it", status=200)
    assert page.select_one("textarea").text.strip() == words.strip()


def test_too_long_a_text_is_given_back(learner):
    words = "word " * 5_000
    page = learner.submit(button="Check and send", status=422, text=words)

    assert page.select_one("textarea").text.strip() == words.strip()


def test_it_may_be_skipped_or_wait(learner):
    learner.submit(button="Not now, go to my page")
    assert learner.page.select_one("#first-steps a")["href"] == "/first-steps/practice"

    learner.get("/first-steps/practice")
    page = learner.submit(button="Skip")
    assert learner.path == "/"
    assert not page.select("#first-steps")


def test_a_visit_that_ended_loses_nothing_and_keeps_nothing(visitor, make, harbour, session):
    secret = hash_password("a long enough one")
    amina = make.learner(harbour, email="amina@test.example", password_hash=secret)
    visitor.sign_in(amina)
    visitor.get("/first-steps/practice")
    for visit in session.query(Visit).all():
        visit.ended_at = now()
    session.commit()

    visitor.submit(button="Check and send", text=WORDS)
    page = visitor.submit(email="amina@test.example", password="a long enough one", status=200)

    assert page.select_one("h1").text == "Send this?"
    visitor.submit("form[action$=sending]", button="Send it", status=200)
    assert visitor.page.select_one("#mark-1")
    assert session.query(HeldPost).count() == 0


def test_a_mentor_does_not_practise(visitor, make, harbour, amina):
    visitor.sign_in(make.mentor(harbour, amina))

    visitor.get("/first-steps/practice", status=404)
    visitor.post("/first-steps/practice", status=404, text=WORDS)
    visitor.post("/first-steps/practice/sending", status=404, text=WORDS)


def test_a_letter_is_not_parted_from_its_accents():
    marks = "\u0301" * 100

    (place,) = first_words(f"x{marks} and more")

    assert place.exact == f"x{marks}"
    assert [place.exact for place in first_words("  one two\nthree")] == ["one two"]
    assert first_words(" \n ") == []
