"""What she agreed to, with the words and the day; what was said about a photo can be withdrawn."""

import pytest

from portal.blueprints.media.asking import say_asked, words_of_asking
from portal.models import Consent, LogLine
from tests.odd import ODD_TEXTS


@pytest.fixture
def asked(make, amina, session):
    say_asked(session, amina.id, make.photo(amina).id, asked=True)
    session.commit()
    consent = session.query(Consent).filter_by(kind="photo").one()
    session.commit()
    return consent


def test_she_reads_what_she_agreed_to(visitor, amina, asked):
    visitor.sign_in(amina)
    page = visitor.get("/consents")

    photo, terms = page.select("main .list > li")
    assert words_of_asking() in photo.text
    assert "Your work stays yours." in terms.text
    assert not terms.select("form")


def test_she_withdraws_what_she_said_about_a_photo(visitor, amina, asked, session):
    visitor.sign_in(amina)
    visitor.get("/consents")
    page = visitor.submit(button="Take back")

    line = page.select_one(f"#consent-{asked.id}")
    assert "taken back" in line.text
    assert not line.select("form")
    assert session.query(LogLine).filter_by(verb="withdrew", about_id=amina.id).count() == 1


def test_withdrawing_twice_is_once(visitor, amina, asked, session):
    visitor.sign_in(amina)
    visitor.get("/consents")

    for _time in range(2):
        visitor.submit(button="Take back", follow=False)

    assert session.query(LogLine).filter_by(verb="withdrew").count() == 1


def test_the_terms_are_not_withdrawn_and_other_peoples_are_not_there(
    visitor, make, amina, asked, session, programme
):
    visitor.sign_in(amina)
    terms = session.query(Consent).filter_by(kind="terms", person_id=amina.id).one()
    session.commit()
    visitor.post(f"/consents/{terms.id}/withdrawal", status=403)

    visitor.sign_in(make.mentor(programme, amina))
    visitor.post(f"/consents/{asked.id}/withdrawal", status=404)
    assert not visitor.get("/consents").select(f"#consent-{asked.id}")


def test_saying_it_twice_keeps_one_word_and_again_after_withdrawing_a_new_one(
    make, amina, asked, session
):
    for said in (True, False, False, True):
        say_asked(session, amina.id, asked.media_id, asked=said)
    session.commit()

    kept = session.query(Consent).filter_by(kind="photo", media_id=asked.media_id).all()
    assert sorted(one.withdrawn_at is None for one in kept) == [False, True]


def test_twenty_more_cost_no_more_statements(visitor, make, amina, asked, session, count_queries):
    visitor.sign_in(amina)
    visitor.get("/consents")
    with count_queries() as few:
        visitor.get("/consents")
    for _number in range(20):
        say_asked(session, amina.id, make.photo(amina).id, asked=True)
    session.commit()
    with count_queries() as many:
        page = visitor.get("/consents")

    assert len(many) == len(few) <= 10
    assert page.find("a", string="Older ones")["href"] == "/consents?skip=20"
    assert len(visitor.get("/consents?skip=20").select("main .list > li")) == 2


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_names_stay_words(visitor, make, amina, session, text):
    say_asked(session, amina.id, make.photo(amina, name=text).id, asked=True)
    session.commit()
    visitor.sign_in(amina)

    assert text in visitor.get("/consents").select_one("main .list > li").text
