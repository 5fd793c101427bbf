"""What measures is right itself."""

import http.server
import threading
from contextlib import contextmanager

import pytest

from tests.bench import load
from tests.bench.tables import show


@contextmanager
def answering(status, body):
    """Serve one short answer and count how often it was asked for."""
    asked = []

    class Answers(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked.append((self.path, self.headers["Cookie"]))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    server.handle_error = lambda *where: None  # a line that is hung up is no news
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1], asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_load_counts_whole_answers_only():
    with answering(200, b"x" * 100_000) as (port, asked):
        found = load.rate(port, "/page", "visit=1", seconds=0.5)

    assert set(asked) == {("/page", "visit=1")}
    assert 0 < found <= len(asked) / 0.5


def test_a_refusal_is_no_answer():
    with answering(500, b"no") as (port, _), pytest.raises(RuntimeError, match="500"):
        load.rate(port, "/", "", seconds=0.2)


def test_a_table_keeps_its_columns(capsys):
    show("Title", ("page", "bytes"), [("/", 5), ("/longer", 1234)])

    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == ["  /            5", "  /longer   1234"]
