"""Bytes, statements and server time of every page of the demo, by kind of page."""

from collections import defaultdict
from statistics import median

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.bench.tables import show
from tests.demo.crawling import Seen, client_of, crawl, look
from tests.demo.test_budgets import HTML, ROLES, STATEMENTS, WHOLE, own_budget

TIMES = 5
SLOWEST = 15.0  # milliseconds of the processor: what else runs on the machine does not count
NAMES = ("page", "seen", "HTML", "with headers", "statements", "requests", "ms", "CPU", "")

Times = tuple[float, float]


def measure_budgets(app: Flask, employers_page: str) -> int:
    """Print the worst of each kind of page; return how many kinds are over a budget."""
    kinds: dict[str, list[tuple[Seen, Times]]] = defaultdict(list)
    for email in ROLES.values():
        client = client_of(app, email)
        starts = ["/", "/settings"] if email else [employers_page, "/sign-in"]
        for page in crawl(app, client, *starts):
            if page.is_page and page.status == 200:
                kinds[kind_of(app, page.path)].append((page, warm(app, client, page.path)))
    rows = [row_of(kind, seen) for kind, seen in sorted(kinds.items())]
    show("Every page of the demo: the worst of its kind, warm", NAMES, rows)
    return sum(bool(row[-1]) for row in rows)


def kind_of(app: Flask, path: str) -> str:
    """Return the rule of an address."""
    adapter = app.url_map.bind("localhost")
    try:
        return str(adapter.match(path.partition("?")[0], return_rule=True)[0].rule)
    except HTTPException:
        return "?"


def warm(app: Flask, client, path: str) -> Times:
    """Return the medians of some answers, in milliseconds: on the wall, and of the processor."""
    answers = [look(app, client, path) for _ in range(TIMES)]
    return (
        median(answer.seconds for answer in answers) * 1000,
        median(answer.work for answer in answers) * 1000,
    )


def row_of(kind: str, seen: list[tuple[Seen, Times]]) -> tuple[object, ...]:
    """Return the worst of a kind, and whether it is over a budget."""
    body, whole = max(p.body for p, _ in seen), max(p.whole for p, _ in seen)
    statements = max(len(page.statements) for page, _ in seen)
    slowest = max(wall for _, (wall, _) in seen)
    work = max(cpu for _, (_, cpu) in seen)
    limit = min(own_budget(page.path) for page, _ in seen)
    good = (
        body <= HTML and whole <= min(WHOLE, limit) and statements <= STATEMENTS and work <= SLOWEST
    )
    requests = 1 + max(len(page.soup.select("script[src]")) for page, _ in seen)
    numbers = (len(seen), body, whole, statements, requests, f"{slowest:.1f}", f"{work:.1f}")
    return (kind, *numbers, "" if good else "over")
