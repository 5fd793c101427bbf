"""Coming in by a one-time code, by mail or as a text message."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from portal.blueprints.accounts.passwords import hash_password
from portal.clock import now, standing_at
from portal.models import Code, Mail, Person, Visit
from tests.odd import LONG_TEXT, ODD_TEXTS


@pytest.fixture
def amina(make):
    return make.learner(make.programme(), email="Amina@test.example", phone="+447700900123")


@pytest.fixture
def ask(visitor, work_off):
    def asking(name, browser=visitor, **more):
        browser.get("/codes/")
        browser.submit(name=name, **more)
        work_off()
        return browser.page

    return asking


@pytest.fixture
def digits_sent(settings):
    """Read the digits where they arrived: the database forgets them when they are out."""

    def read():
        places = [Path(urlsplit(url).path) for url in (settings.mail_url, settings.text_url)]
        sent = [file for place in places if place.is_dir() for file in place.iterdir()]
        newest = max(sent, key=lambda file: (file.stat().st_mtime_ns, file.name))
        return re.search(r"\b\d{6}\b", newest.read_text().partition("\n")[2]).group()

    return read


def wrong(digits):
    return f"{(int(digits) + 1) % 1_000_000:06d}"


@pytest.mark.parametrize(
    ("name", "channel"), [("amina@test.example", "mail"), ("0044 7700 900-123", "text")]
)
def test_a_code_by_mail_or_text_lets_her_in(
    visitor, amina, session, ask, name, channel, digits_sent
):
    ask(name)
    assert session.query(Mail).one().channel == channel
    session.commit()

    visitor.submit(code=digits_sent(), follow=False)

    assert visitor.location == "/"
    visitor.get("/settings")


def test_somebody_with_a_phone_only_comes_in(visitor, make, session, ask, digits_sent):
    make.learner(make.programme(), email=None, phone="+258841234567")
    ask("+258 84 123 4567")

    visitor.submit(code=digits_sent(), mine="1", follow=False)

    visitor.get("/settings")
    assert session.query(Visit).one().own_phone


def test_an_unknown_name_gets_the_same_answer_and_no_message(
    visitor, amina, session, ask, digits_sent
):
    known = ask("amina@test.example").select_one("main")
    unknown = ask("nobody@test.example").select_one("main")

    def words(main):
        return main.get_text(" ", strip=True)

    assert words(known).replace("amina@", "nobody@") == words(unknown)
    assert session.query(Mail).count() == 1
    session.commit()
    said = visitor.submit(code="123456", status=422).select_one("#code-wrong").text
    ask("amina@test.example")
    assert (
        visitor.submit(code=wrong(digits_sent()), status=422).select_one("#code-wrong").text == said
    )


def test_a_code_is_good_once(visitor, another, amina, session, ask, digits_sent):
    page = ask("amina@test.example")
    visitor.submit(code=digits_sent(), follow=False)
    visitor.page = page
    visitor.submit(code=digits_sent(), follow=False)

    assert visitor.location == "/codes/"
    assert session.query(Visit).count() == 1


def test_after_five_wrong_tries_the_right_one_is_wrong_too(
    visitor, amina, session, ask, digits_sent
):
    ask("amina@test.example")
    digits = digits_sent()
    for _number in range(5):
        visitor.submit(code=wrong(digits), status=422)

    visitor.submit(code=digits, status=422)
    assert session.query(Code).one().tries == 5


def test_after_ten_minutes_a_code_is_too_old(visitor, amina, session, ask, digits_sent):
    ask("amina@test.example")
    with standing_at(now() + timedelta(minutes=11)):
        visitor.submit(code=digits_sent(), status=422)


def test_a_code_works_only_in_the_browser_that_asked(
    visitor, another, amina, session, ask, digits_sent
):
    ask("amina@test.example")
    digits = digits_sent()
    ask("nobody@test.example", another)

    another.submit(code=digits, status=422)
    another.client.delete_cookie("visit")
    another.get("/codes/entry", status=303)
    visitor.submit(code=digits)


def test_nobody_can_use_up_the_tries_of_another(visitor, another, amina, session, ask, digits_sent):
    ask("amina@test.example")
    digits = digits_sent()
    ask("amina@test.example", another)
    for _number in range(6):
        another.submit(code="000000", status=422)

    visitor.submit(code=digits, follow=False)
    assert visitor.location == "/"


def test_a_person_gets_three_codes_in_ten_minutes_and_no_more(amina, session, ask):
    for _number in range(5):
        ask("amina@test.example")

    assert session.query(Mail).count() == 3


def test_strangers_who_ask_for_codes_do_not_keep_her_out(
    visitor, another, amina, session, ask, digits_sent
):
    ask("amina@test.example")
    visitor.submit(code=digits_sent(), follow=False)
    visitor.client.delete_cookie("session")
    for _time in range(3):
        ask("amina@test.example", another)

    ask("amina@test.example")
    visitor.submit(code=digits_sent(), follow=False)

    visitor.get("/settings")


def test_asking_too_often_is_stopped(visitor, amina):
    visitor.get("/codes/")
    for _number in range(10):
        visitor.submit(name="amina@test.example", follow=False)

    visitor.submit(name="amina@test.example", status=429)


def test_nothing_readable_is_kept_of_a_code(amina, session, ask, digits_sent):
    ask("amina@test.example")

    digits = digits_sent()
    assert digits not in session.query(Code).one().typed_hash
    assert digits not in session.query(Mail).one().body


def test_digits_of_every_script_are_understood(visitor, amina, session, ask, digits_sent):
    ask("amina@test.example")
    arabic = digits_sent().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    visitor.submit(code=f" {arabic[:3]} {arabic[3:]} ", follow=False)
    assert visitor.location == "/"


def test_whoever_forgot_her_password_chooses_a_new_one(
    visitor, another, make, session, work_off, digits_sent
):
    amina = make.learner(make.programme(), password_hash=hash_password("forgotten long ago"))
    another.sign_in(amina)
    visitor.get("/codes/?forgot=1")
    visitor.submit(name=amina.email)
    work_off()
    visitor.submit(code=digits_sent())
    form = "form[action='/settings/password']"
    assert not visitor.page.select(f"{form} #password")

    visitor.submit(form, new_password="a new one, a good one")

    another.get("/settings", status=303)
    session.expire_all()
    assert session.get(Person, amina.id).password_hash


def test_ten_minutes_later_the_old_password_is_asked_for_again(
    visitor, make, session, work_off, digits_sent
):
    amina = make.learner(make.programme(), password_hash=hash_password("forgotten long ago"))
    visitor.get("/codes/?forgot=1")
    visitor.submit(name=amina.email)
    work_off()
    visitor.submit(code=digits_sent())

    with standing_at(now() + timedelta(minutes=11)):
        visitor.submit("form[action='/settings/password']", new_password="a new one", status=422)
        assert visitor.page.select_one("#password-wrong")


def test_the_code_is_written_in_her_language(make, session, ask, digits_sent):
    make.learner(make.programme(), email="amina@test.example", language="xx")
    ask("amina@test.example")

    assert digits_sent()


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_names_and_codes_open_nothing(visitor, amina, ask, text):
    ask(text)
    visitor.submit(code=text, status=422)


def test_a_very_long_name_is_asked_to_be_shorter(visitor):
    visitor.get("/codes/")
    visitor.submit(name=LONG_TEXT, status=422)
    visitor.submit(name="", status=422)
