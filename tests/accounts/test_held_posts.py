"""A post that meets an ended visit is kept, and done after signing in again."""

import pytest

from portal.blueprints.accounts.passwords import hash_password
from portal.clock import now
from portal.models import HeldPost, Person, Visit

PASSWORD = "a password for tests"


@pytest.fixture
def amina(make):
    return make.person(email="amina@test.example", password_hash=hash_password(PASSWORD))


def end_all_visits(session):
    for visit in session.query(Visit).all():
        visit.ended_at = now()
    session.commit()


def test_what_was_typed_is_done_after_signing_in_again(visitor, amina, session):
    visitor.sign_in(amina)
    visitor.get("/settings")
    end_all_visits(session)

    page = visitor.submit(name="Typed for long")
    assert "is kept" in page.select_one(".says").text
    visitor.submit(email="amina@test.example", password=PASSWORD, follow=False)

    assert visitor.location.startswith("/settings")
    session.expire_all()
    assert session.get(Person, amina.id).name == "Typed for long"
    assert session.query(HeldPost).count() == 0


def test_another_person_on_the_same_phone_neither_sees_nor_does_it(visitor, amina, make, session):
    other = make.person(email="bo@test.example", password_hash=hash_password(PASSWORD))
    visitor.sign_in(amina)
    visitor.get("/settings")
    end_all_visits(session)
    visitor.submit(name="Private words")

    visitor.submit(email="bo@test.example", password=PASSWORD)

    assert "Private words" not in visitor.get("/held/").text
    session.expire_all()
    assert session.get(Person, other.id).name == "Amina Yusuf"
    assert session.query(HeldPost).one().person_id == amina.id


def test_a_post_of_a_closed_browser_waits_for_her_word(visitor, another, amina, session):
    visitor.sign_in(amina)
    page = visitor.get("/settings")
    end_all_visits(session)
    another.page = page  # the page, but none of the cookies
    another.submit(name="From a lost cookie")

    another.sign_in(amina)
    another.get("/held/")
    another.submit(button="Keep it")

    session.expire_all()
    assert session.get(Person, amina.id).name == "From a lost cookie"


def test_what_waits_can_be_thrown_away(visitor, another, amina, session):
    visitor.sign_in(amina)
    another.page = visitor.get("/settings")
    another.submit(name="Not wanted")
    visitor.get("/held/")

    visitor.submit("form[action$=throwing-away]")

    assert session.query(HeldPost).count() == 0


def test_a_password_is_never_held(visitor, amina, session):
    visitor.sign_in(amina)
    visitor.get("/settings")
    end_all_visits(session)

    visitor.submit("form[action='/settings/password']", password="x", new_password="y")

    assert session.query(HeldPost).count() == 0
