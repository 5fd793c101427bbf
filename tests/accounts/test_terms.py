"""Agreeing to the terms at the first sign-in, before going on."""

import pytest

from portal.blueprints.accounts.passwords import hash_password
from portal.blueprints.accounts.terms import SINCE, agree_to_terms, sentences_of_terms, terms_of
from portal.clock import now
from portal.models import Consent, LogLine

PASSWORD = "a password for tests"


@pytest.fixture(scope="module")
def password_hash():
    return hash_password(PASSWORD)


@pytest.fixture
def lea(make, password_hash):
    """Somebody whom a list brought in: she has agreed to nothing yet."""
    return make.learner(
        make.programme(), "Lea", email="lea@test.example", password_hash=password_hash, agreed=False
    )


def sign_in(visitor, *, after=""):
    visitor.get(f"/sign-in?next={after}" if after else "/sign-in")
    visitor.submit(email="lea@test.example", password=PASSWORD, follow=False)


def test_she_agrees_once_and_goes_on_to_where_she_wanted_to_be(visitor, lea, session):
    sign_in(visitor, after="/work/")
    visitor.get(visitor.location, status=303)
    page = visitor.get(visitor.location)

    assert page.select_one("#terms").text.startswith("Your work stays yours.")
    page = visitor.submit()

    assert visitor.path == "/work/"
    consent = session.query(Consent).filter_by(person_id=lea.id).one()
    assert consent.words.split("\n") == list(sentences_of_terms())
    assert session.query(LogLine).filter_by(verb="agreed", person_id=lea.id).count() == 1
    visitor.get("/terms", status=303)
    visitor.get("/reflections/")


def test_no_page_but_the_settings_is_reached_before(visitor, lea):
    sign_in(visitor)

    for path in ("/", "/work/", "/portfolio/"):
        visitor.get(path, status=303)
        assert visitor.location.startswith("/terms?next=")
    visitor.get("/settings")
    visitor.get("/terms")


def test_agreeing_twice_leaves_one_consent(visitor, lea, session):
    sign_in(visitor)
    visitor.get("/terms?next=/work/")

    for _time in range(2):
        visitor.submit(follow=False)
        assert visitor.location == "/work/"

    visitor.submit(follow=False, next="https://elsewhere.example/")
    assert visitor.location == "/"
    assert session.query(Consent).filter_by(person_id=lea.id).count() == 1


def test_who_has_agreed_elsewhere_meanwhile_is_led_on(visitor, lea, session):
    sign_in(visitor)
    agree_to_terms(session, lea.id)
    session.commit()

    visitor.get("/terms?next=/work/", status=303)
    visitor.get("/work/")


def test_a_consent_that_is_withdrawn_or_older_than_the_terms_does_not_count(make, lea, session):

    old = SINCE.replace(year=SINCE.year - 1)
    make.keep(Consent(person_id=lea.id, kind="terms", words="Old.", created_at=old))
    make.keep(Consent(person_id=lea.id, kind="terms", words="Gone.", withdrawn_at=now()))

    assert terms_of(session, lea.id) is None


def test_the_terms_are_for_who_is_signed_in(visitor):
    visitor.get("/terms", status=303)
    assert visitor.location.startswith("/sign-in")
