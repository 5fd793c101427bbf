"""Requests a second with two processes, beside an empty page on the same machine."""

import multiprocessing
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from flask import Flask
from sqlalchemy import select

from portal import create_app
from portal.models import Feedback, Person, Version, Work
from portal.serving import listening, make_server
from tests.bench.load import rate
from tests.bench.tables import show
from tests.demo.crawling import client_of

LEARNER = "learner@demo.example"
PROCESSES, ROUNDS, SECONDS = 2, 3, 3.0
SHARE = 1 / 3  # of the empty page's rate, for the employer's page
fork = multiprocessing.get_context("fork")


def measure_throughput(app: Flask, employers_page: str) -> int:
    """Print the table; return 1 when the employer's page is too slow."""
    settings = app.extensions["portal.settings"]
    cookie = cookie_of(app)
    pages = {
        "home": ("/", cookie),
        "answer page": (answer_page(app), cookie),
        "employer's page": (employers_page, ""),
    }
    app.extensions["portal.database"].close()  # what is forked must not share connections
    with served(lambda: create_app(settings)) as port, served(lambda: empty(settings)) as plain:
        rates = measure(port, plain, pages)
    base = rates.pop("empty Flask page")
    rows = [("empty Flask page", f"{base:.0f}", "100 %", "")]
    for name, found in rates.items():
        slow = name == "employer's page" and found < base * SHARE
        rows.append((name, f"{found:.0f}", f"{found / base:.0%}", "over" if slow else ""))
    title = f"Requests a second: waitress, {PROCESSES} processes, median of {ROUNDS} rounds"
    show(title, ("page", "a second", "of empty", ""), rows)
    return sum(bool(row[-1]) for row in rows)


def measure(port: int, plain: int, pages: dict[str, tuple[str, str]]) -> dict[str, float]:
    """Measure all pages in turns, so that a busy moment hits them alike."""
    found: dict[str, list[float]] = {"empty Flask page": [], **{name: [] for name in pages}}
    for _ in range(ROUNDS):
        found["empty Flask page"].append(rate(plain, "/", "", seconds=SECONDS))
        for name, (path, cookie) in pages.items():
            found[name].append(rate(port, path, cookie, seconds=SECONDS))
    return {name: median(rates) for name, rates in found.items()}


def empty(settings) -> Flask:
    """Return a Flask program with one page of two words."""
    app = Flask("empty")
    app.extensions["portal.settings"] = settings
    app.add_url_rule("/", view_func=lambda: "Hello there")
    return app


@contextmanager
def served(make) -> Iterator[int]:
    """Serve a program from two processes that share one listening socket."""
    with listening("127.0.0.1", 0) as listener:
        processes = [
            fork.Process(target=run, args=(make, listener), daemon=True) for _ in range(PROCESSES)
        ]
        for process in processes:
            process.start()
        try:
            yield listener.getsockname()[1]
        finally:
            for process in processes:
                process.terminate()
                process.join()


def run(make, listener: socket.socket) -> None:
    """Serve until the end."""
    make_server(make(), listener).run()


def cookie_of(app: Flask) -> str:
    """Sign the learner in and return her cookie."""
    client = client_of(app, LEARNER)
    found = client.get_cookie("visit")
    return f"visit={found.value}" if found else ""


def answer_page(app: Flask) -> str:
    """Return the path of the newest answer to the learner."""
    query = (
        select(Work.id, Version.number)
        .join(Version, Version.work_id == Work.id)
        .join(Feedback, Feedback.version_id == Version.id)
        .join(Person, Person.id == Work.learner_id)
        .where(Person.email == LEARNER, Feedback.given_at.is_not(None))
        .order_by(Feedback.given_at.desc())
    )
    with app.extensions["portal.database"].session(reads=True) as session:
        work_id, number = session.execute(query.limit(1)).one()
    return f"/work/{work_id}/versions/{number}/feedback"
