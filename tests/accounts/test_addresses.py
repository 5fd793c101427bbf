"""A new e-mail or phone number counts when its code came back."""

import re
from datetime import timedelta

import pytest

from portal.clock import today
from portal.models import Card, Mail, Person
from tests.odd import LONG_TEXT, ODD_TEXTS

HERE = "/settings/addresses"
EMAIL, PHONE = f"form[action='{HERE}/email']", f"form[action='{HERE}/phone']"


@pytest.fixture
def amina(make, visitor):
    person = make.learner(make.programme(), email="old@test.example")
    visitor.sign_in(person)
    visitor.get(HERE)
    return person


def digits_sent(session):
    session.expire_all()
    body = session.query(Mail).order_by(Mail.created_at.desc(), Mail.id.desc()).first().body
    session.commit()
    return re.search(r"\b\d{6}\b", body).group()


def person_now(session, person):
    session.expire_all()
    found = session.get(Person, person.id)
    kept = found.email, found.phone
    session.commit()
    return kept


def test_a_new_email_counts_when_its_code_came_back_and_the_old_is_told(visitor, amina, session):
    visitor.submit(EMAIL, email="new@test.example")
    assert person_now(session, amina)[0] == "old@test.example"

    visitor.submit(code=digits_sent(session))

    assert person_now(session, amina)[0] == "new@test.example"
    assert {mail.address for mail in session.query(Mail)} == {
        "new@test.example",
        "old@test.example",
    }


def test_a_new_phone_number_counts_when_its_code_came_back(visitor, amina, session):
    visitor.submit(PHONE, phone="0044 7700 900123")
    text = session.query(Mail).one()
    assert (text.channel, text.address) == ("text", "+447700900123")
    visitor.submit(code=digits_sent(session))
    assert person_now(session, amina)[1] == "+447700900123"

    visitor.submit(f"form[action='{HERE}/phone/removal']")
    assert person_now(session, amina)[1] is None


def test_the_only_way_in_is_not_taken_away(visitor, make, session):
    amina = make.learner(make.programme(), email=None, phone="+447700900123")
    visitor.sign_in(amina)
    assert not visitor.get(HERE).select(f"form[action='{HERE}/phone/removal']")

    visitor.post(f"{HERE}/phone/removal")
    assert person_now(session, amina)[1] == "+447700900123"


def test_a_wrong_code_changes_nothing(visitor, amina, session):
    visitor.submit(EMAIL, email="new@test.example")
    wrong = f"{(int(digits_sent(session)) + 1) % 1_000_000:06d}"

    visitor.submit(code=wrong, status=422)
    assert person_now(session, amina)[0] == "old@test.example"


def test_an_address_of_somebody_else_cannot_be_taken_and_nobody_learns_it(
    visitor, amina, make, session
):
    make.person("Bo", email="Bo@test.example")
    visitor.submit(EMAIL, email="bo@test.example")

    assert "account on Foothold already" in session.query(Mail).one().body
    session.commit()
    visitor.submit(code="123456", status=422)


def test_a_code_to_a_new_address_signs_nobody_in(visitor, another, amina, session):
    visitor.submit(EMAIL, email="new@test.example")
    digits = digits_sent(session)
    another.get("/codes/")
    another.submit(name="old@test.example")

    another.submit(code=digits, status=422)


@pytest.mark.parametrize("text", [*ODD_TEXTS, LONG_TEXT, "", "07700 900123"])
def test_what_is_no_address_is_refused_and_kept(visitor, amina, text):
    visitor.submit(EMAIL, email=text, status=422)
    visitor.get(HERE)
    visitor.submit(PHONE, phone=text, status=422)


def test_a_card_that_has_ended_is_no_way_in(visitor, make, session):
    programme = make.programme()
    amina = make.learner(programme, email=None, phone="+447700900123")
    hashes = {"secret_hash": "1" * 64, "typed_hash": "2" * 64}
    ended = {"programme_id": programme.id, "ends_on": today() - timedelta(days=1)}
    make.keep(Card(person_id=amina.id, **hashes, **ended))
    visitor.sign_in(amina)
    assert not visitor.get(HERE).select(f"form[action='{HERE}/phone/removal']")

    visitor.post(f"{HERE}/phone/removal")
    assert person_now(session, amina)[1] == "+447700900123"
