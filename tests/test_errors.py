"""What goes wrong, in plain words, with a reference where it was our fault, and no secret told."""

import logging
import os
import re
import sqlite3
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from portal import create_app
from portal.errors import WORDS
from portal.models import Person, Step
from tests.probes import add_probes

OWN_APP = True  # the views of these tests are added to it

STATUSES = [400, 403, 404, 405, 409, 410, 413, 429, 500, 503]
ODD_STATUSES = [401, 406, 414, 415, 416, 418, 422, 431, 501, 502, 504]
REFERENCE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")
SECRET = "h4Rd-to-guess_0123456789"


@pytest.fixture
def app(app):
    return add_probes(app)


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.mark.parametrize("status", STATUSES + ODD_STATUSES)
def test_every_refusal_is_a_page_in_plain_words(visitor, status):
    page = visitor.get(f"/probe/status/{status}", status=status)

    assert len(page.select("h1")) == 1
    assert "Traceback" not in page.text
    assert page.select_one("a[href='/']")


def test_a_form_with_a_part_that_has_no_name_is_refused(visitor, make):
    visitor.sign_in(make.person())
    fields = {"token": visitor.token(), "key": visitor.key(), "words": "some"}
    parts = [f'; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()]
    lines = ["Content-Disposition: form-data" + part for part in [*parts, "\r\n\r\nlost\r\n"]]
    body = "".join(f"--B\r\n{line}" for line in lines) + "--B--\r\n"

    for path in ("/probe/steps", "/reflections/"):
        answer = visitor.client.post(
            path, data=body, content_type="multipart/form-data; boundary=B"
        )

        assert answer.status_code == 400


def test_what_is_said_about_errors_is_short():
    for title, words in WORDS.values():
        for sentence in [str(title), *re.split(r"[.:] ", str(words))]:
            assert len(sentence.split()) <= 20, sentence


def test_a_mistake_of_ours_shows_a_reference_that_is_in_the_log(visitor, log):
    page = visitor.get("/probe/crash", status=500)
    reference = REFERENCE.search(page.select_one("main").text).group()

    assert "the secret inside" not in page.text
    assert "RuntimeError" not in page.text
    assert f"{reference} failed" in log.text
    assert "the secret inside" in log.text
    assert f"{reference} GET /probe/crash 500" in log.text


def test_an_error_page_of_a_signed_in_person_still_knows_her(visitor, make):
    visitor.sign_in(make.person())

    assert visitor.get("/probe/crash", status=500).select_one("footer bdi")


def test_one_line_is_logged_for_each_request(visitor, log):
    visitor.get("/sign-in")

    lines = [record for record in log.records if record.name == "portal.requests"]
    assert len(lines) == 1
    assert re.fullmatch(rf"{REFERENCE.pattern} GET /sign-in 200 \d+ms", lines[0].getMessage())


@pytest.mark.parametrize(
    "path",
    [
        f"/probe/secret/{SECRET}",
        f"/p/{SECRET}",
        f"/p/{SECRET}/media/01a20d1f-bd39-7c3c-88ff-d1770c5da362/320",
        f"/invitations/{SECRET}",
        f"/cards/{SECRET}",
        f"/nowhere/{SECRET}",
        f"/sign-in?next=/p/{SECRET}",
        f"/held/{SECRET}",
    ],
)
def test_no_log_holds_a_secret_address_or_a_query(visitor, log, path):
    visitor.client.get(path, headers={"Referer": f"http://localhost/p/{SECRET}"})
    visitor.client.post(path)

    assert "portal.requests" in {record.name for record in log.records}
    assert SECRET not in log.text


def test_no_log_holds_a_token_a_cookie_or_what_was_typed(visitor, make, log):
    visitor.sign_in(make.person())
    token, key = visitor.token(), visitor.key()
    cookie = visitor.client.get_cookie("visit").value
    visitor.post("/probe/steps", words="my private words", key=key)
    visitor.post("/probe/clash", words="my private words", status=409)

    for secret in (token, key, cookie, "my private words", "@test.example"):
        assert secret not in log.text


def test_a_failing_statement_does_not_repeat_what_was_typed(database, make):
    taken = make.person().email
    with database.session() as own:
        own.add(Person(name="my private name", email=taken))
        with pytest.raises(IntegrityError) as trouble:
            own.flush()

    assert "my private name" not in str(trouble.value)


@pytest.mark.parametrize(
    "path",
    [
        "/held/%00",
        "/held/%ff%fe",
        "/work/01a20d1f-bd39-7c3c-88ff-d1770c5da362/versions/99999999999999999999/draft",
        "/work/01a20d1f-bd39-7c3c-88ff-d1770c5da362/versions/-1/draft",
        "/steps/not-an-id",
        "/p/%00",
        "/p/" + "x" * 5000,
        "/p/%F0%9F%8D%9E/media/x/y",
        "/media/01a20d1f-bd39-7c3c-88ff-d1770c5da362/%00",
        "/invitations/%00",
        "/%00",
        "//evil.example/",
        "/..%2f..%2fetc/passwd",
        "/sign-in?next=%00",
        "/sign-in?next=%ff",
        "/work/?page=99999999999999999999",
    ],
)
def test_no_odd_address_is_our_mistake(visitor, make, path):
    visitor.sign_in(make.learner(make.programme()))

    assert visitor.client.get(path).status_code < 500
    assert visitor.client.post(path, data={"token": visitor.token()}).status_code < 500


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://["},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_post_from_elsewhere_is_refused(visitor, make, session, headers):
    visitor.sign_in(make.person())
    data = {"token": visitor.token(), "key": visitor.key(), "words": "x"}

    answer = visitor.client.post("/probe/steps", data=data, headers=headers)

    assert answer.status_code == 400
    assert session.query(Step).count() == 0


@pytest.mark.parametrize(
    "headers", [{"Origin": "null"}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "none"}]
)
def test_a_post_from_our_own_page_is_taken(visitor, make, headers):
    visitor.sign_in(make.person())
    data = {"token": visitor.token(), "key": visitor.key(), "words": "x"}

    assert visitor.client.post("/probe/steps", data=data, headers=headers).status_code == 303


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe%", "application/x-www-form-urlencoded"),
        (b"token=%ff&key=%00", "application/x-www-form-urlencoded"),
        (b"--x", "multipart/form-data"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"{", "application/json"),
        (b"a" * 5_000_000, "application/x-www-form-urlencoded"),
        (b"a=1&" * 5_000, "application/x-www-form-urlencoded"),
    ],
)
@pytest.mark.parametrize("path", ["/sign-in", "/settings", "/probe/steps"])
def test_no_broken_body_is_our_mistake(visitor, make, path, body, kind):
    visitor.sign_in(make.person())

    assert visitor.client.post(path, data=body, content_type=kind).status_code < 500


def test_the_wrong_method_is_told_the_right_one(visitor):
    visitor.get("/sign-out", status=405)

    assert "POST" in visitor.response.headers["Allow"]


def test_a_person_is_told_when_the_database_is_away(visitor, make, database):
    visitor.sign_in(make.person())
    data = {"token": visitor.token(), "key": visitor.key(), "words": "typed for long"}
    make.session.close()
    with away(database):
        assert "busy" in visitor.get("/settings", status=503).select_one("h1").text
        assert "typed for long" in visitor.client.post("/probe/steps", data=data).text
        assert visitor.client.get("/nowhere").status_code in (404, 503)
        assert visitor.client.get("/healthz").status_code == 200
        assert visitor.client.get("/readyz").status_code == 503

    visitor.client.post("/probe/steps", data=data)
    assert make.session.query(Step).count() == 1


@contextmanager
def away(database):
    """Let every new connection fail, as when the server is down."""

    def refuse(dialect, record, args, kwargs):
        raise dialect.loaded_dbapi.OperationalError("the server is down")

    database.close()
    event.listen(database.writer, "do_connect", refuse)
    yield
    event.remove(database.writer, "do_connect", refuse)


def test_a_database_locked_for_long_is_an_honest_page(app, visitor, make, database, monkeypatch):
    if not database.sqlite:
        pytest.skip("PostgreSQL lets two writers in")
    monkeypatch.setattr("portal.turns.PATIENCE", 0.1)
    visitor.sign_in(make.person())
    data = {"token": visitor.token(), "key": visitor.key(), "words": "typed for long"}
    with sqlite3.connect(database.writer.url.database) as other:
        other.isolation_level = None
        make.session.close()
        other.execute("BEGIN IMMEDIATE")
        answer = visitor.client.post("/probe/steps", data=data)
        other.execute("ROLLBACK")
    other.close()

    assert answer.status_code == 503
    assert "typed for long" in answer.text
    assert visitor.client.post("/probe/steps", data=data).status_code == 303


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_storage_that_cannot_be_written_is_an_honest_page(settings, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    folder.chmod(0o500)
    app = create_app(replace(settings, storage_url=Path(folder).as_uri()))

    assert app.test_client().get("/readyz").status_code == 503
