"""A line cut at any byte, and a portal killed at any moment: resumed, whole, one copy."""

import hashlib
import http.client
import os
import socket
import sqlite3
from contextlib import suppress
from threading import Thread
from urllib.parse import urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup

from portal.blueprints.accounts.passwords import hash_password
from portal.engine import Database
from tests.factories import Factory
from tests.running import running

PART = 65536
CONTENT = b"%PDF-1.7" + os.urandom(200_000)
PASSWORD = "the delivery came at seven"


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    with running(tmp_path_factory.mktemp("cut") / "data", PORTAL_WORKERS="0") as portal:
        database = Database(f"sqlite:///{portal.data / 'portal.db'}")
        with database.session() as session:
            make = Factory(session)
            harbour = make.programme()
            amina = make.learner(
                harbour, email="amina@test.example", password_hash=hash_password(PASSWORD)
            )
            draft = make.draft(make.work(amina, harbour), "The van came.")
            portal.draft = f"/work/{draft.work_id}/versions/1/draft"
        database.close()
        yield portal


class Line:
    """A program on a line of its own: it signs in as a person does, and sends in parts."""

    def __init__(self, portal):
        self.portal, self.cookie = portal, ""
        self._read("/sign-in")
        self._post("/sign-in", email="amina@test.example", password=PASSWORD)
        self._read(portal.draft)

    def ask(self, method, path, content=b"", **headers):
        """Ask on a new connection; return status and headers."""
        line = http.client.HTTPConnection("127.0.0.1", self.portal.port, timeout=20)
        line.request(method, path, content or None, self.headers(**headers))
        answer = line.getresponse()
        answer.page = answer.read()
        line.close()
        for said in answer.headers.get_all("Set-Cookie") or ():
            if said.startswith("visit="):
                self.cookie = said.partition(";")[0]
        return answer

    def headers(self, **more):
        """Return what every request carries: the cookie, the token and the protocol."""
        own = {"Tus-Resumable": "1.0.0", "X-Token": getattr(self, "token", ""), "X-Key": ""}
        return {**own, "Cookie": self.cookie, **{n.replace("_", "-"): v for n, v in more.items()}}

    def cut_part(self, path, start, content, cut):
        """Send a part whose line is cut after so many bytes of the request."""
        kind = {"Content_Type": "application/offset+octet-stream"}
        sent = self.headers(Upload_Offset=str(start), Content_Length=str(len(content)), **kind)
        head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        request = f"PATCH {path} HTTP/1.1\r\nHost: localhost\r\n{head}\r\n".encode() + content
        with socket.create_connection(("127.0.0.1", self.portal.port)) as line:
            line.sendall(request[: min(cut, len(request) - 1)])

    def part(self, path, start):
        """Send the part that begins there."""
        kind = {"Content_Type": "application/offset+octet-stream"}
        return self.ask(
            "PATCH", path, CONTENT[start : start + PART], Upload_Offset=str(start), **kind
        )

    def arrived(self, path):
        """Ask how far the file is."""
        return int(self.ask("HEAD", path).headers["Upload-Offset"])

    def announce(self):
        """Say that the file will come; return its address."""
        return self.ask("POST", "/uploads/", Upload_Length=str(len(CONTENT))).headers["Location"]

    def save(self, path):
        """Save the draft with the file."""
        self._read(self.portal.draft)
        return self._post(self.portal.draft, text="With a plan.", uploaded=path[9:])

    def _read(self, path):
        page = BeautifulSoup(self.ask("GET", path).page, "html.parser")
        boxes = page.select("main input[type=hidden]")
        self.hidden = {box["name"]: box.get("value", "") for box in boxes}
        self.token = self.hidden["token"]

    def _post(self, path, **fields):
        body = urlencode({**self.hidden, **fields}).encode()
        answer = self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded")
        assert answer.status == 303, answer.page.decode()[:500]
        return urlsplit(answer.headers["Location"]).path


@pytest.fixture
def line(portal):
    return Line(portal)


def kept(portal):
    with sqlite3.connect(portal.data / "portal.db") as database:
        rows = database.execute("SELECT sha256, key FROM media").fetchall()
        files = database.execute("SELECT count(*) FROM version_files").fetchone()[0]
    return rows, files


def test_a_line_cut_at_any_byte_is_resumed_and_gives_one_whole_copy(portal, line):
    path, start = line.announce(), 0
    for cut in (1, 200, 400, 5_000, 30_000, 65_000, PART + 10_000):
        line.cut_part(path, start, CONTENT[start : start + PART], cut)
        assert line.arrived(path) == start, "a part that was cut counts for nothing"
    while start < len(CONTENT):
        for cut in range(9_000, PART, 19_000):
            line.cut_part(path, start, CONTENT[start : start + PART], cut)
        assert line.arrived(path) == start
        start = int(line.part(path, start).headers["Upload-Offset"])

    for _each in range(3):
        assert line.save(path) == portal.draft

    ((digest, key),), files = kept(portal)
    assert digest == hashlib.sha256(CONTENT).hexdigest()
    assert (portal.data / "files" / key).read_bytes() == CONTENT
    assert files == 1


def test_what_was_acknowledged_before_a_kill_is_there_after_it(portal, line):
    for moment in (0.0, 0.02, 0.05, 0.1):
        path, acknowledged = line.announce(), [0]

        def send(path=path, acknowledged=acknowledged):
            with suppress(OSError, http.client.HTTPException):
                while acknowledged[-1] < len(CONTENT):
                    said = line.part(path, acknowledged[-1])
                    acknowledged.append(int(said.headers["Upload-Offset"]))

        sender = Thread(target=send)
        sender.start()
        sender.join(moment)
        portal.kill()
        sender.join()
        portal.start()

        here = line.arrived(path)
        assert here >= acknowledged[-1]
        while here < len(CONTENT):
            here = int(line.part(path, here).headers["Upload-Offset"])
        line.save(path)

    rows, files = kept(portal)
    assert [digest for digest, _key in rows] == [hashlib.sha256(CONTENT).hexdigest()]
    assert files == 1
