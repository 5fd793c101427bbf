"""Closing one's account: what the page says, who may, and fourteen days to change one's mind."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import tokens
from portal.blueprints.accounts.passwords import hash_password
from portal.blueprints.shares.addresses import secret_of
from portal.blueprints.trust.closing.removing import remove_closed
from portal.clock import now, today
from portal.models import Card, LogLine, Mail, Person
from tests.odd import LONG_TEXT

PASSWORD = "the delivery came at seven"


@pytest.fixture(scope="module")
def password_hash():
    return hash_password(PASSWORD)


@pytest.fixture
def world(make):
    return make.programme()


@pytest.fixture
def her(make, world, password_hash):
    return make.learner(world, password_hash=password_hash)


def saved(session, person):
    session.expire_all()
    found = session.get_one(Person, person.id)
    session.commit()
    return found


def test_settings_lead_to_the_page_that_says_what_goes_and_what_stays(visitor, her):
    visitor.sign_in(her)

    settings = visitor.get("/settings")
    assert settings.select_one("a[href='/closing']")
    page = visitor.get("/closing")

    assert [h.text for h in page.select("h2")] == ["What goes", "What stays", "When"]
    assert page.select_one("main a[href='/exports/']")
    assert "A former mentor" not in page.text


def test_she_closes_it_with_her_password_and_is_told_by_mail(visitor, her, session):
    visitor.sign_in(her)
    visitor.get("/closing")

    page = visitor.submit(password=PASSWORD)

    closes_at = saved(session, her).closes_at
    assert timedelta(days=13, hours=23) < closes_at - now() < timedelta(days=14, minutes=1)
    assert "You asked us to close your account" in page.select_one("main").text
    mail = session.scalars(select(Mail)).one()
    assert mail.address == her.email
    assert "http://localhost/closing" in mail.body
    assert "asked to close" in session.scalars(select(LogLine.verb)).all()


def test_a_wrong_password_changes_nothing(visitor, her, session):
    visitor.sign_in(her)
    visitor.get("/closing")

    for wrong in ("", "something else", LONG_TEXT):
        page = visitor.submit(password=wrong, status=422)
        assert page.select_one(".wrong")

    assert saved(session, her).closes_at is None


def test_guessing_the_password_ends_soon(visitor, her, session):
    visitor.sign_in(her)
    for number in range(10):
        visitor.get("/closing")
        visitor.submit(password=f"guess {number}", status=422)

    visitor.get("/closing")
    visitor.submit(password=PASSWORD, status=429)

    assert saved(session, her).closes_at is None


def test_who_has_no_password_presses_a_second_button(make, visitor, world, session):
    card = make.learner(world, email=None)
    visitor.sign_in(card)

    page = visitor.get("/closing")
    assert not page.select("main form")
    visitor.get(page.select_one("main a.button[href*=question]")["href"])
    visitor.submit()

    assert saved(session, card).closes_at
    assert not session.scalars(select(Mail)).all()


def test_who_has_only_a_phone_number_is_told_by_text(make, visitor, world, session):
    visitor.sign_in(make.learner(world, email=None, phone="+447700900123"))
    visitor.get("/closing/last-question")

    visitor.submit()

    text = session.scalars(select(Mail)).one()
    assert (text.channel, text.address) == ("text", "+447700900123")


def test_every_page_says_so_and_lets_her_keep_it(visitor, her, make, session):
    visitor.sign_in(her)
    for path in ("/", "/work/", "/reflections/", "/settings"):
        assert not visitor.get(path).select("form[action='/closing/keeping']")

    saved(session, her).closes_at = now() + timedelta(days=9)
    session.commit()
    for path in ("/", "/work/", "/reflections/", "/settings", "/closing", "/exports/"):
        assert visitor.get(path).select_one("form[action='/closing/keeping'] button")
    page = visitor.submit("form[action='/closing/keeping']")

    assert "Your account stays" in page.text
    assert saved(session, her).closes_at is None
    assert not page.select("form[action='/closing/keeping']")


def test_the_same_press_twice_is_one_deed(visitor, her, session):
    visitor.sign_in(her)
    key = visitor.key()

    visitor.post("/closing", key=key, password=PASSWORD)
    first = saved(session, her).closes_at
    visitor.post("/closing", key=key, password=PASSWORD)
    visitor.post("/closing", password=PASSWORD)

    assert saved(session, her).closes_at == first
    assert len(session.scalars(select(Mail)).all()) == 1


def test_two_tabs_may_disagree_and_the_last_one_counts(visitor, her, session):
    visitor.sign_in(her)
    visitor.post("/closing", password=PASSWORD)

    visitor.post("/closing/keeping")
    visitor.post("/closing/keeping")

    assert saved(session, her).closes_at is None


def test_a_stranger_is_asked_to_sign_in(visitor):
    for path in ("/closing", "/closing/last-question"):
        visitor.get(path, status=303)
        assert visitor.location.startswith("/sign-in")
    visitor.post("/closing", status=303)
    assert visitor.location.startswith("/sign-in")


def test_her_links_work_until_the_day(make, visitor, another, her, settings, session):
    portfolio = make.portfolio(her)
    make.piece(make.page(portfolio))
    share = make.share(her, "not yet", portfolio_id=portfolio.id)
    secret = secret_of(settings.secret_key, share.id, 1)
    share.secret_hash, her.closes_at = tokens.hash_of(secret), now() + timedelta(days=9)
    make.keep(share)

    another.get(f"/p/{secret}")


def test_the_only_coordinator_cannot_close(make, visitor, world, session, password_hash):
    grace = make.coordinator(world)
    grace.password_hash = password_hash
    make.keep(grace)
    visitor.sign_in(grace)

    page = visitor.get("/closing")
    assert "Nobody else runs these programmes: Harbour Skills" in " ".join(page.text.split())
    assert not page.select("main form")
    visitor.post("/closing", password=PASSWORD, status=403)

    make.coordinator(world, "Ada")
    visitor.get("/closing")
    visitor.submit(password=PASSWORD)
    assert saved(session, grace).closes_at


def test_one_who_closes_runs_nothing_any_more(make, visitor, world, session, password_hash):
    grace, ada = make.coordinator(world), make.coordinator(world, "Ada")
    ada.closes_at, grace.password_hash = now() + timedelta(days=3), password_hash
    make.keep(grace)
    visitor.sign_in(grace)

    visitor.post("/closing", password=PASSWORD, status=403)

    assert saved(session, grace).closes_at is None


def test_a_mentor_reads_what_becomes_of_her_answers(make, visitor, world, her):
    mentor = make.mentor(world, her)
    make.given(make.sent(make.work(her, world)), mentor)
    visitor.sign_in(mentor)

    assert "A former mentor" in visitor.get("/closing").text


def test_a_learner_who_replied_on_her_own_work_only_leaves_nothing(make, visitor, world, her):
    given = make.given(make.sent(make.work(her, world)), make.mentor(world, her))
    make.reply(make.note(given), her)
    visitor.sign_in(her)

    assert "A former mentor" not in visitor.get("/closing").text


def test_the_page_costs_few_statements(make, visitor, her, count_queries):
    visitor.sign_in(her)
    visitor.get("/closing")

    with count_queries() as seen:
        visitor.get("/closing")

    assert len(seen) <= 4, seen


def test_a_card_goes_with_the_account(make, world, session, app, tools):
    her = make.learner(world, email=None, closes_at=now() - timedelta(minutes=1))
    hashes = {"secret_hash": "s" * 64, "typed_hash": "t" * 64}
    make.keep(Card(person_id=her.id, programme_id=world.id, ends_on=today(), **hashes))

    with app.app_context():
        remove_closed(tools)

    assert not session.scalars(select(Card)).all()
