"""The pages, saves and files of issue 5 on slow lines: bound, measured, ok or over."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.models import Person, Version, Work
from tests.bench.lines.toolkit import (
    allowed,
    fingerprint,
    line_to,
    missing,
    net,
    on_the_phone,
)
from tests.bench.tables import show
from tests.bench.throughput import LEARNER, answer_page, cookie_of
from tests.running import Running

PHONE = "tests.bench.lines.phone"
RUNS = 3
ALLOWANCE, PAINTING = 1.1, 0.1  # times what the line needs; seconds for the first text
COLD = (("slow3g", False), ("slow3g", True), ("2g-clean", False), ("3g", False))
BLOCKED = 50.0  # milliseconds
FLAKY = 1.6
Found = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Row:
    """One figure and what it may be at most."""

    what: str
    line: str
    most: float
    measured: float
    unit: str = "s"

    @property
    def good(self) -> bool:
        """Tell whether it is within its bound."""
        return self.measured <= self.most

    @property
    def cells(self) -> tuple[str, ...]:
        """Return it as a row of the table."""
        digits = 2 if self.unit == "s" else 0
        numbers = [f"{number:.{digits}f} {self.unit}" for number in (self.most, self.measured)]
        return (self.what, self.line, *numbers, "ok" if self.good else "over")


def measure_lines(app: Flask, employers_page: str) -> int:
    """Print the table; return how many figures are over their bound."""
    if why := missing():
        print(f"\nSlow lines: skipped, {why}.")
        return 0
    cookie, draft = cookie_of(app), draft_page(app)
    pages = {
        "sign-in": ("/sign-in", False),
        "home": ("/", True),
        "answer page": (answer_page(app), True),
        "employer's page": (employers_page, False),
    }
    app.extensions["portal.database"].close()
    settings = app.extensions["portal.settings"]
    portal = Running(settings.data_dir, PORTAL_SECRET_KEY=settings.secret_key)
    portal.start("demo")
    try:
        rows = list(rows_of(portal.port, cookie, pages, draft))
    finally:
        portal.kill()
    title = f"Chromium, six times slower, on slow lines: medians of {RUNS} runs"
    show(title, ("what", "line", "at most", "measured", ""), [row.cells for row in rows])
    return sum(not row.good for row in rows)


def draft_page(app: Flask) -> str:
    """Return the path of a draft of the learner."""
    query = (
        select(Work.id, Version.number)
        .join(Version, Version.work_id == Work.id)
        .join(Person, Person.id == Work.learner_id)
        .where(Person.email == LEARNER, Version.sent_at.is_(None))
    )
    with app.extensions["portal.database"].session(reads=True) as session:
        work_id, number = session.execute(query.limit(1)).one()
    return f"/work/{work_id}/versions/{number}/draft"


def rows_of(port: int, cookie: str, pages: dict[str, Any], draft: str) -> Iterator[Row]:
    """Measure everything, line by line."""
    for profile, tls in COLD:
        measures = [(name, "cold", *page) for name, page in pages.items()]
        found = _measured(port, cookie, profile, measures, tls=tls)
        yield from cold_rows(found, profile, tls=tls)
    yield from kept_rows(_measured(port, cookie, "slow3g", _kept(draft)), "slow3g")
    busy = [(name, "resting", *pages[name]) for name in ("home", "answer page")]
    for name, runs in _measured(port, cookie, "3g", busy).items():
        yield Row(f"{name}: blocked", "3g", BLOCKED, _median(runs, "blocked"), "ms")
    yield file_row(port, cookie, draft)


def _kept(draft: str) -> list[tuple[str, str, str, bool]]:
    return [
        ("next page", "next_page", "/", True),
        ("next page, no scripts", "next_plain", "/", True),
        ("a save", "saving", draft, True),
        ("a save, no scripts", "saving_plain", draft, True),
    ]


def cold_rows(found: Found, profile: str, *, tls: bool) -> Iterator[Row]:
    """Hold first visits against what the line needs for as many bytes."""
    sizes = {name: int(_median(runs, "bytes")) for name, runs in found.items()}
    needs = allowed(profile, list(sizes.values()), tls=tls)
    line = profile + (", TLS 1.3" if tls else "")
    for name, runs in found.items():
        need = needs[sizes[name]]
        first = ALLOWANCE * need.first + PAINTING
        yield Row(f"{name}: first text", line, first, _median(runs, "first"))
        yield Row(f"{name}: whole", line, ALLOWANCE * need.whole, _median(runs, "whole"))


def kept_rows(found: Found, profile: str) -> Iterator[Row]:
    """Hold what comes on a kept connection against the line, and count its round trips."""
    sizes = {name: int(_median(runs, "bytes")) for name, runs in found.items()}
    needs, line = allowed(profile, list(sizes.values())), net().PROFILES[profile]
    for name, runs in found.items():
        trips = 2 if name == "a save, no scripts" else 1
        asking = _median(runs, "up") / (line.up * 125)
        need = needs[sizes[name]].kept + (trips - 1) * line.rtt / 1000 + asking
        yield Row(name, profile, ALLOWANCE * need, _median(runs, "took"))
        yield Row(f"{name}: round trips", profile, trips, _median(runs, "asked"), "")


def file_row(port: int, cookie: str, draft: str) -> Row:
    """Hold a file on the line that drops against the same file on the sound one."""
    plan = [("file", "sending", draft, True)]
    sound, flaky = (
        _median(_measured(port, cookie, profile, plan)["file"], "took")
        for profile in ("slow3g", "flaky")
    )
    return Row("a file of 200 KB", "flaky", FLAKY * sound, flaky)


def _measured(
    port: int, cookie: str, profile: str, measures: list[Any], *, tls: bool = False
) -> Found:
    name, _, value = cookie.partition("=")
    print(f"Measuring on {profile}{', TLS 1.3' if tls else ''} …", flush=True)
    trust = [f"--ignore-certificate-errors-spki-list={fingerprint()}"] if tls else []
    with line_to(port, profile, tls=tls) as (base, enter):
        plan = {
            "base": base,
            "cookie": {"name": name, "value": value},
            "arguments": trust,
            "runs": RUNS,
            "measures": measures,
        }
        return dict(json.loads(on_the_phone(enter, PHONE, json.dumps(plan))))


def _median(runs: list[dict[str, Any]], what: str) -> float:
    return median(run[what] for run in runs)
