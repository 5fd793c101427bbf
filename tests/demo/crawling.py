"""Walks through the demo by its links, and measures every page as a phone would get it."""

import gzip
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import event, select
from werkzeug.test import Client

from portal.models import Person
from tests.visitor import Visitor

MOST_PAGES = 400
DATE = len("Date: Tue, 24 Nov 2026 10:29:20 GMT\r\n")


@dataclass(frozen=True)
class Seen:
    """One address, as it was answered."""

    path: str
    status: int
    type: str
    body: int  # bytes on the wire
    head: int
    statements: tuple[str, ...]
    seconds: float  # as a clock on the wall counts
    work: float  # seconds of the processor, whatever else runs on the machine
    text: str = field(repr=False)

    @property
    def whole(self) -> int:
        """Bytes of the answer with its headers."""
        return self.body + self.head

    @property
    def is_page(self) -> bool:
        return self.type == "text/html"

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "html.parser")


def client_of(app: Flask, email: str | None) -> Client:
    """Sign somebody in, or nobody."""
    visitor = Visitor(app)
    if email:
        with app.extensions["portal.database"].session(reads=True) as session:
            person = session.scalars(select(Person).where(Person.email == email)).one()
        visitor.sign_in(person)
    return visitor.client


def crawl(app: Flask, client: Client, *starts: str) -> list[Seen]:
    """Open every page that links lead to, beginning at these addresses."""
    seen: dict[str, Seen] = {}
    waiting = list(starts)
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path not in seen:
            seen[path] = look(app, client, path)
            waiting += [each for each in links_of(seen[path]) if each not in seen]
    return list(seen.values())


def links_of(page: Seen) -> Iterator[str]:
    """Name the addresses of the portal that a page leads to; mails lead others elsewhere."""
    if page.is_page and not page.path.startswith("/demo/"):
        for link in page.soup.select("a[href]"):
            there = urldefrag(urljoin(page.path, str(link["href"]))).url
            if not urlsplit(there).netloc and there.startswith("/"):
                yield there


def look(app: Flask, client: Client, path: str) -> Seen:
    """Open one address and measure the answer; what is done after the answer does not count."""
    with counted(app) as statements:
        began, worked = time.perf_counter(), time.thread_time()
        response = client.get(path, headers={"Accept-Encoding": "gzip"})
        body = response.get_data()
        seconds, work = time.perf_counter() - began, time.thread_time() - worked
        asked = tuple(statements)
    head = f"HTTP/1.1 {response.status}\r\n" + "".join(
        f"{name}: {value}\r\n" for name, value in response.headers
    )
    squeezed = response.headers.get("Content-Encoding") == "gzip"
    plain = gzip.decompress(body) if squeezed else body
    is_page = response.mimetype == "text/html"
    response.close()
    return Seen(
        path=path,
        status=response.status_code,
        type=response.mimetype,
        body=len(body),
        head=len(head.encode()) + DATE + 2,
        statements=asked,
        seconds=seconds,
        work=work,
        text=plain.decode() if is_page else "",
    )


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Count the statements of a block."""
    seen: list[str] = []

    def note(connection, cursor, statement, parameters, context, many):
        seen.append(statement)

    writer = app.extensions["portal.database"].writer
    event.listen(writer, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(writer, "before_cursor_execute", note)
