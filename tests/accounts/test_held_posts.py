"""A post that meets an ended visit is kept, and done after signing in again."""

import pytest

from portal.blueprints.accounts.passwords import hash_password
from portal.clock import now
from portal.models import HeldPost, Person, Step, Visit

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


def test_signing_in_leads_past_what_waits(visitor, another, amina, session):
    visitor.sign_in(amina)
    another.page = visitor.get("/settings")
    another.submit(name="From a lost cookie", follow=False)

    visitor.client.post("/sign-out", data={})
    visitor.get("/sign-in?next=/steps/")
    page = visitor.submit(email="amina@test.example", password=PASSWORD)

    assert page.select_one("h1").text == "Kept for you"
    assert "From a lost cookie" in page.text
    assert page.select_one("main a[href='/steps/']")


def test_the_first_of_two_is_not_forgotten(visitor, amina, session):
    visitor.sign_in(amina)
    page = visitor.get("/settings")
    end_all_visits(session)
    visitor.submit(name="The first", follow=False)
    visitor.page = page
    visitor.submit(name="The second")

    page = visitor.submit(email="amina@test.example", password=PASSWORD)

    session.expire_all()
    assert session.get(Person, amina.id).name == "The second"
    assert "The first" in page.select_one(".card").text
    assert page.select_one("main a[href^='/settings']")


def test_words_for_what_is_gone_can_still_be_copied(visitor, make, amina, session):
    step = make.step(amina)
    visitor.sign_in(amina)
    visitor.get(f"/steps/{step.id}")
    form = visitor.page.select_one(f"form[action$='{step.id}/completion']")
    end_all_visits(session)
    visitor.submit(f"form[action='{form['action']}']", done_words="I did. " * 200)
    session.delete(session.get(Step, step.id))
    session.commit()

    page = visitor.submit(email="amina@test.example", password=PASSWORD)
    assert "could not be done" in page.select_one("[role=alert]").text
    assert "I did. " * 190 in " ".join(page.select_one("details").text.split()) + " "

    page = visitor.submit(button="Keep it")
    assert "could not be done" in page.select_one("[role=alert]").text
    assert session.query(HeldPost).count() == 1


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
