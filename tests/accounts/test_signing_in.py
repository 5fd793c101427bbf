"""Signing in and out, and the limits on guessing."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.blueprints.accounts.passwords import hash_password
from portal.models import Try, Visit
from tests.visitor import Visitor

PASSWORD = "a password for tests"


@pytest.fixture(scope="module")
def password_hash():
    return hash_password(PASSWORD)


@pytest.fixture
def amina(make, password_hash):
    return make.learner(make.programme(), email="Amina@test.example", password_hash=password_hash)


def fill_in(visitor, email="amina@test.example", password=PASSWORD, **more):
    visitor.get("/sign-in")
    return visitor.submit(email=email, password=password, follow=False, **more)


def visit_cookie(visitor):
    cookies = visitor.response.headers.getlist("Set-Cookie")
    return next(cookie for cookie in cookies if cookie.startswith("visit="))


def test_a_person_signs_in_and_leaves_the_phone(visitor, amina, session):
    fill_in(visitor)
    assert visitor.location == "/"
    assert "Expires" not in visit_cookie(visitor)

    visitor.get("/settings")
    visitor.submit("footer form", follow=False)

    assert '"cookies"' in visitor.response.headers["Clear-Site-Data"]
    assert session.query(Visit).one().ended_at is not None
    visitor.get("/settings", status=303)


def test_an_own_phone_stays_signed_in(visitor, amina):
    fill_in(visitor, mine="1")

    assert "Expires" in visit_cookie(visitor)
    assert visitor.client.get("/settings").headers["Cache-Control"] == "private, no-cache"


def test_a_shared_phone_keeps_nothing(visitor, amina):
    fill_in(visitor)

    assert visitor.client.get("/settings").headers["Cache-Control"] == "no-store, no-cache"


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(visitor, amina):
    visitor.get("/sign-in")
    visitor.submit(email="amina@test.example", password="not this one", status=422)
    wrong = visitor.page.select_one(".wrong").text
    visitor.submit(email="nobody@test.example", password="not this one", status=422)

    assert visitor.page.select_one(".wrong").text == wrong


def test_a_wrong_password_is_counted_although_the_answer_is_a_refusal(visitor, amina, session):
    visitor.get("/sign-in")
    visitor.submit(email="amina@test.example", password="not this one", status=422)

    assert session.query(Try).count() == 1


def test_after_ten_wrong_passwords_the_eleventh_is_not_even_read(visitor, amina, make, session):
    visitor.get("/sign-in")
    for _number in range(10):
        visitor.submit(email="amina@test.example", password="not this one", status=422)

    visitor.submit(email="amina@test.example", password=PASSWORD, status=429)


def test_guesses_that_come_together_are_counted_one_by_one(visitor, amina):
    def guess(number):
        window = Visitor(visitor.app)
        window.get("/sign-in")
        fields = {"email": "amina@test.example", "password": f"guess {number}"}
        return window.client.post("/sign-in", data=fields | {"token": window.token()}).status_code

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(guess, range(32)))

    assert (answers.count(422), answers.count(429)) == (10, 22)


def test_a_browser_that_knows_the_account_is_not_locked_out_by_others(visitor, another, amina):
    fill_in(visitor)
    visitor.client.delete_cookie("visit")
    another.get("/sign-in")
    for _number in range(10):
        another.submit(email="amina@test.example", password="not this one", status=422)
    another.submit(email="amina@test.example", password=PASSWORD, status=429)

    fill_in(visitor)


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb"]
)
def test_next_leads_only_to_our_own_paths(visitor, amina, path):
    visitor.get("/sign-in")
    visitor.submit(email="amina@test.example", password=PASSWORD, next=path, follow=False)

    assert visitor.location == "/"


def test_next_leads_back_to_where_one_was(visitor, amina):
    visitor.get("/settings", status=303)
    visitor.get(visitor.location)
    visitor.submit(email="amina@test.example", password=PASSWORD, follow=False)

    assert visitor.location == "/settings"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "http://evil.example"),
        ("Origin", "http://evil-localhost"),
        ("Origin", "http://evil.example://localhost"),
    ],
)
def test_a_form_of_another_site_is_refused(visitor, amina, header, value):
    visitor.sign_in(amina)
    token, key = visitor.token(), visitor.key()

    answer = visitor.client.post(
        "/settings", data={"token": token, "key": key, "name": "X"}, headers={header: value}
    )

    assert answer.status_code == 400


def test_a_second_tap_on_the_sign_in_button_leads_on_too(visitor, amina):
    page = visitor.get("/sign-in")
    visitor.submit(email="amina@test.example", password=PASSWORD, follow=False)
    visitor.page = page

    visitor.submit(email="amina@test.example", password=PASSWORD, follow=False)

    assert visitor.location == "/"
