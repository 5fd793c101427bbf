"""The web process and its worker: what comes through, and how they end."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import request

from portal import create_app
from portal.serving import listening, make_server
from tests.running import ROOT, Running, running

SLOW = """
import sys, time
from portal import create_app
from portal.config import read_settings
from portal.serving import listening, serve
app = create_app(read_settings({"PORTAL_DATA_DIR": sys.argv[1], "PORTAL_WORKERS": "0"}, demo=True))
def slow():
    time.sleep(1.5)
    return "x" * 3_000_000
app.add_url_rule("/slow", view_func=slow)
serve(app, listening("127.0.0.1", int(sys.argv[2])))
"""


@contextmanager
def served(app):
    """Serve the portal from a thread of this process; gives the port."""
    with listening("127.0.0.1", 0) as listener:
        server = make_server(app, listener)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        server.close()
        server.task_dispatcher.shutdown()


def app_that_says_where_from(settings, **changes):
    app = create_app(replace(settings, **changes))
    app.add_url_rule("/where", view_func=lambda: f"{request.remote_addr} {request.url}")
    return app


FORWARDED = {
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "portal.example.org",
}


@pytest.mark.parametrize(
    ("proxies", "said"),
    [(0, "127.0.0.1 http://127.0.0.1"), (1, "203.0.113.7 https://portal.example.org/where")],
)
def test_a_proxy_is_believed_only_when_it_is_trusted(settings, proxies, said):
    app = app_that_says_where_from(settings, trusted_proxies=proxies)
    with served(app) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/where", headers=FORWARDED)
        answer = connection.getresponse().read().decode()
        connection.close()
    app.extensions["portal.database"].close()

    assert answer.startswith(said)


def test_a_connection_is_kept_and_says_little(app):
    with served(app) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for _ in range(3):
            connection.request("GET", "/healthz")
            response = connection.getresponse()
            assert response.read() == b"ok\n"
            assert response.getheader("Server") is None
            same = connection.sock.getsockname()
        connection.request("GET", "/healthz")
        connection.getresponse().read()
        assert connection.sock.getsockname() == same
        connection.close()


def test_what_has_begun_is_answered_before_the_end(tmp_path):
    port = Running(tmp_path).port
    process = subprocess.Popen([sys.executable, "-c", SLOW, tmp_path, str(port)], cwd=ROOT)
    try:
        wait_for_port(port)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/slow")
        time.sleep(0.4)
        process.send_signal(signal.SIGTERM)
        response = connection.getresponse()

        assert (response.status, len(response.read())) == (200, 3_000_000)
        connection.close()
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()


def wait_for_port(port):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nobody listens")


@pytest.fixture
def portal(tmp_path):
    with running(tmp_path / "data") as portal:
        yield portal


def workers(portal):
    """Return the workers that began, in order."""
    said = (Path(portal.data) / "serve.log").read_text()
    return [int(number) for number in re.findall(r"worker (\d+) began", said)]


def wait_until(ready, seconds=15):
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def is_alive(process_id):
    try:
        os.kill(process_id, 0)
        return "State:\tZ" not in Path(f"/proc/{process_id}/status").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_worker_that_dies_is_started_again(portal):
    wait_until(lambda: workers(portal))
    os.kill(workers(portal)[0], signal.SIGKILL)

    wait_until(lambda: len(workers(portal)) == 2)


def test_a_term_signal_ends_both(portal):
    wait_until(lambda: workers(portal))
    portal.process.terminate()

    assert portal.process.wait(15) == 0
    portal.process = None
    assert not is_alive(workers(portal)[0])


def test_a_worker_does_not_outlive_a_killed_server(portal):
    wait_until(lambda: workers(portal))
    portal.process.kill()

    wait_until(lambda: not is_alive(workers(portal)[0]))


def test_no_worker_is_started_when_none_is_wanted(tmp_path):
    with running(tmp_path / "data", PORTAL_WORKERS="0") as portal:
        time.sleep(1.5)
        assert not workers(portal)
