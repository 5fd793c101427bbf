"""Text messages: short enough, each once, to a real server over a real line."""

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from portal import texts
from portal.jobs import run_all
from portal.models import Job, Mail
from tests.odd import LONG_TEXT, ODD_TEXTS

LINK = "https://portal.example.org/work/01a20d1f-bd39-7c3c-88ff-d1770c5da362"


class Provider(BaseHTTPRequestHandler):
    """Takes text messages in, or answers with the status it was told."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.path, self.headers, json.loads(body)))
        if self.server.deaf.wait(0 if self.server.status else 5):
            return
        self.send_response(self.server.status or 200)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *words):
        pass


@pytest.fixture
def provider():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.taken, server.status, server.deaf = [], 202, threading.Event()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.deaf.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def by_http(tools, provider):
    url = f"http://me:p%2Fw@127.0.0.1:{provider.server_address[1]}/send?from=Foothold"
    return replace(tools, settings=replace(tools.settings, text_url=url))


def write(session, **values):
    said = {"once_key": "news:1", "phone": "+447700900123", "words": "Tom has answered."}
    texts.write_text(session, **said | values)
    session.commit()


def test_a_text_is_a_file_where_no_provider_is_named(session, tools):
    write(session, link=LINK)
    run_all(tools)

    folder = Path(tools.settings.text_url.removeprefix("file://"))
    assert [file.read_text() for file in folder.glob("*.txt")] == [
        f"+447700900123\nTom has answered. {LINK}\n"
    ]
    assert session.query(Mail).one().sent_at


def test_a_text_goes_to_the_provider_as_json(session, by_http, provider):
    write(session, words="رسالة جديدة")
    run_all(by_http)

    ((path, headers, said),) = provider.taken
    assert said == {"to": "+447700900123", "text": "رسالة جديدة"}
    assert path == "/send?from=Foothold"
    assert headers["Content-Type"] == "application/json"
    assert headers["Authorization"] == "Basic bWU6cC93"
    assert headers["Idempotency-Key"] == str(session.query(Mail).one().id)


def test_the_same_text_is_written_once_and_sent_once(session, by_http, provider):
    write(session)
    write(session)
    run_all(by_http)
    session.query(Job).update({"state": "waiting"})
    session.commit()
    run_all(by_http)

    assert len(provider.taken) == 1


@pytest.mark.parametrize("status", [500, 503, 429, 302])
def test_a_text_waits_while_the_provider_is_in_trouble(session, by_http, provider, status):
    provider.status = status
    write(session)
    run_all(by_http)

    job = session.query(Job).one()
    assert (job.state, job.tries) == ("waiting", 1)
    assert str(status) in job.sentence
    assert session.query(Mail).one().sent_at is None


def test_a_text_that_is_refused_is_given_up(session, by_http, provider):
    provider.status = 400
    write(session)
    run_all(by_http)

    assert session.query(Job).one().state == "failed"


def test_a_text_waits_while_the_provider_is_away(session, tools):
    away = replace(tools, settings=replace(tools.settings, text_url="http://127.0.0.1:1/"))
    write(session)
    run_all(away)

    assert session.query(Job).one().state == "waiting"


def test_a_deaf_provider_does_not_hold_the_worker(session, by_http, provider, monkeypatch):
    monkeypatch.setattr(texts, "PATIENCE", 0.2)
    provider.status = None
    write(session)
    run_all(by_http)

    assert session.query(Job).one().state == "waiting"


@pytest.mark.parametrize("words", [*ODD_TEXTS, LONG_TEXT, "a" * 500, "Grüße " * 50, "€" * 200])
def test_every_text_is_one_message_with_its_whole_link(words):
    for link in ("", LINK[:60]):
        text = texts.fit(words, link)

        assert texts.fits(text), text
        assert text.endswith(link)


def test_words_are_cut_between_words_and_marked():
    text = texts.fit("Something to read " * 20, LINK)

    assert len(text) <= 160
    assert text.endswith(f"... {LINK}")
    assert set(text.removesuffix(f"... {LINK}").split()) <= {"Something", "to", "read"}


def test_letters_beyond_the_basic_ones_leave_room_for_seventy():
    assert texts.fits("я" * 70)
    assert not texts.fits("я" * 71)
    assert texts.fits("🍞" * 35)
    assert not texts.fits("🍞" * 36)
    assert texts.fits("€" * 80)
    assert not texts.fits("€" * 81)
