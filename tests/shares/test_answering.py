"""Answering her by the link."""

import pytest

from portal.models import Mail, ShareAnswer
from tests.odd import LONG_TEXT, ODD_TEXTS

WORDS = {"name": "Jo Baker", "reach": "jo@bakery.example", "words": "Come on Monday at five."}


@pytest.fixture
def answers(session):
    def read():
        found = session.query(ShareAnswer).all()
        session.rollback()
        return found

    return read


def test_an_employer_answers_and_she_gets_a_mail(visitor, shown, work_off, session, answers):
    visitor.get("/p/the-secret/answer")

    page = visitor.submit(**WORDS)

    assert page.h1.text == "Sent to Amina Yusuf"
    assert "Set-Cookie" not in visitor.response.headers
    assert shown.amina.email not in page.text
    assert len(answers()) == 1
    work_off()
    mail = session.query(Mail).one()
    assert mail.address == shown.amina.email
    assert "Come on Monday at five." not in mail.body
    assert f"/portfolio/links/{shown.share.id}" in mail.body


def test_the_same_answer_twice_is_one(visitor, shown, answers):
    form = visitor.get("/p/the-secret/answer")
    visitor.submit(**WORDS)
    visitor.page = form

    visitor.submit(**WORDS)

    assert len(answers()) == 1


def test_what_is_missing_is_asked_for_and_the_rest_is_kept(visitor, shown):
    visitor.get("/p/the-secret/answer")

    page = visitor.submit(name="Jo", reach="", words="Come.", status=422)

    assert page.select_one("#reach-wrong")
    assert page.select_one("#words").text.strip() == "Come."


def test_a_very_long_answer_is_not_lost(visitor, shown):
    visitor.get("/p/the-secret/answer")

    page = visitor.submit(**(WORDS | {"words": LONG_TEXT}), status=422)

    assert page.select_one("#words").text.strip() == LONG_TEXT.strip()


def test_five_answers_in_an_hour_are_enough(visitor, shown, answers):
    for number in range(5):
        visitor.get("/p/the-secret/answer")
        visitor.submit(**(WORDS | {"words": f"Come at {number}."}))
    visitor.get("/p/the-secret/answer")

    page = visitor.submit(**(WORDS | {"words": "Come at six."}), status=429)

    assert page.select_one("#words").text.strip() == "Come at six."
    assert len(answers()) == 5
    visitor.submit(**(WORDS | {"words": "Come at 4."}), status=303)


def test_a_form_without_the_secret_is_refused(visitor, shown, answers):
    for token in ("", "another", "тест"):
        visitor.client.post("/p/the-secret/answer", data=WORDS | {"token": token})

    assert not answers()


def test_an_ended_link_takes_no_answer(visitor, shown, another, answers):
    visitor.get("/p/the-secret/answer")
    another.sign_in(shown.amina)
    another.post(f"/portfolio/links/{shown.share.id}/switching-off")

    visitor.submit(**WORDS, status=410)

    assert not answers()


@pytest.mark.parametrize("words", ODD_TEXTS)
def test_odd_answers_reach_her_as_typed(visitor, another, shown, words):
    visitor.get("/p/the-secret/answer")
    visitor.submit(name=words, reach=words, words=words)
    another.sign_in(shown.amina)

    page = another.get(f"/portfolio/links/{shown.share.id}")

    assert page.select_one(".card bdi").text == words
