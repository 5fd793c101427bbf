"""A second step when a mentor signs in: digits from an app, or a code on paper."""

from datetime import timedelta

import pyotp
import pytest

from portal.blueprints.accounts.passwords import hash_password
from portal.clock import now, standing_at
from portal.models import PaperCode, SecondFactor, Visit

PASSWORD = "a password for tests"
HERE = "/settings/second-factor"
CHANGES = f"form[action='{HERE}/changes']"


@pytest.fixture(scope="module")
def password_hash():
    return hash_password(PASSWORD)


@pytest.fixture
def tom(make, password_hash):
    programme = make.programme()
    person = make.person("Tom", email="tom@test.example", password_hash=password_hash)
    make.membership(person, programme, "mentor")
    return person


def turn_on(visitor):
    visitor.get(HERE)
    visitor.submit(f"form[action='{HERE}']")
    key = visitor.page.select_one("#app-key")["value"]
    assert visitor.page.select_one("svg.qr path")
    visitor.submit(f"form[action='{HERE}/confirmation']", code=pyotp.TOTP(key).at(now()))
    return key, [code.text for code in visitor.page.select("code")]


def sign_in(visitor):
    visitor.get("/sign-in")
    return visitor.submit(email="tom@test.example", password=PASSWORD, follow=False)


@pytest.fixture
def armed(visitor, tom):
    visitor.sign_in(tom)
    return turn_on(visitor)


def later(minutes=2):
    return standing_at(now() + timedelta(minutes=minutes))


def test_after_the_password_the_digits_are_asked_for(another, armed, session):
    key, _paper = armed
    sign_in(another)
    assert another.location == "/second-factor"
    another.get("/settings", status=303)

    with later():
        sign_in(another)
        another.get("/second-factor")
        another.submit(code=pyotp.TOTP(key).at(now()), follow=False)
        assert another.location == "/"
        another.get("/settings")


def test_the_same_digits_work_once(another, armed):
    key, _paper = armed
    with later():
        digits = pyotp.TOTP(key).at(now())
        sign_in(another)
        another.get("/second-factor")
        another.submit(code=digits, follow=False)
        assert another.location == "/"

        another.client.delete_cookie("visit")
        sign_in(another)
        another.get("/second-factor")
        another.submit(code=digits, status=422)


def test_the_digits_that_turned_it_on_let_nobody_in(another, armed):
    key, _paper = armed
    sign_in(another)
    another.get("/second-factor")

    another.submit(code=pyotp.TOTP(key).at(now()), status=422)


def test_a_code_on_paper_works_once(another, armed, session):
    _key, paper = armed
    assert len(paper) == 10
    sign_in(another)
    another.get("/second-factor")
    another.submit(code=paper[3].lower().replace("-", " "), follow=False)
    assert another.location == "/"
    assert session.query(PaperCode).filter(PaperCode.used_at.is_not(None)).count() == 1
    session.commit()

    another.client.delete_cookie("visit")
    sign_in(another)
    another.get("/second-factor")
    another.submit(code=paper[3], status=422)


def test_the_codes_on_paper_are_shown_once(visitor, armed):
    assert not visitor.get(HERE).select("code")


def test_wrong_codes_are_counted_and_then_not_even_read(another, armed):
    sign_in(another)
    another.get("/second-factor")
    for _number in range(10):
        another.submit(code="000000", status=422)

    another.submit(code="000000", status=429)


def test_the_step_has_to_be_made_within_five_minutes(another, armed):
    key, _paper = armed
    sign_in(another)
    another.get("/second-factor")
    with later(6):
        another.submit(code=pyotp.TOTP(key).at(now()), follow=False)
        assert another.location == "/sign-in"
        another.get("/settings", status=303)


def test_it_is_turned_off_with_a_code_and_not_without(visitor, armed, another, session):
    _key, paper = armed
    visitor.get(HERE)
    visitor.submit(CHANGES, button="Turn it off", code="000000", status=422)
    visitor.submit(CHANGES, button="Turn it off", code=paper[0])
    assert session.query(SecondFactor).count() == 0
    assert session.query(PaperCode).count() == 0
    session.commit()

    sign_in(another)
    assert another.location == "/"


def test_new_codes_on_paper_replace_the_old(visitor, armed, another):
    _key, paper = armed
    visitor.get(HERE)
    visitor.submit(CHANGES, button="ten new codes", code=paper[0])
    fresh = [code.text for code in visitor.page.select("code")]
    assert len(fresh) == 10

    sign_in(another)
    another.get("/second-factor")
    another.submit(code=paper[1], status=422)
    another.submit(code=fresh[1], follow=False)
    assert another.location == "/"


def test_wrong_digits_do_not_turn_it_on(visitor, tom, session):
    visitor.sign_in(tom)
    visitor.get(HERE)
    visitor.submit(f"form[action='{HERE}']")
    visitor.submit(f"form[action='{HERE}/confirmation']", code="12", status=422)

    assert session.query(SecondFactor).one().confirmed_at is None


def test_the_database_alone_does_not_hold_the_key_of_the_app(armed, session):
    key, _paper = armed

    assert key not in session.query(SecondFactor).one().secret


def test_a_learner_is_not_offered_it(visitor, make):
    visitor.sign_in(make.learner(make.programme()))

    assert not visitor.get("/settings").select(f"a[href='{HERE}']")
    visitor.get(HERE)
    visitor.post(HERE, status=403)


def test_without_the_first_step_there_is_no_second(visitor, session):
    visitor.get("/second-factor", status=303)
    visitor.post("/second-factor", code="000000")

    assert visitor.location == "/sign-in"
    assert session.query(Visit).count() == 0
