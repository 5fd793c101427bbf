"""The second column: every page among ten learners, and among ten thousand."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from flask import Flask
from sqlalchemy import select

from portal.blueprints.shares.addresses import path_of, secret_of
from portal.models import Share
from tests.bench.budgets import kind_of
from tests.bench.crowds import SECRET, Crowds
from tests.bench.tables import show
from tests.demo.crawling import Seen, client_of, crawl, look

MOST = 1.2  # times as long as among few
SLACK = 0.2  # milliseconds: what no clock of a busy machine can tell apart
LONGER = 1.05  # a page with more on it than this is compared with one that has as much
TIMES, AGAIN = 9, 3
ROLES = {
    "learner": "learner@seed.example",
    "mentor": "mentor@seed.example",
    "coordinator": "coordinator@seed.example",
    "employer": None,
}
NAMES = ("page", "seen by", "10", "10,000", "times", "statements", "beside", "")


@dataclass(frozen=True)
class Column:
    """One page in one crowd."""

    seen: Seen
    work: float  # milliseconds of the processor

    @property
    def statements(self) -> int:
        """Count what was asked of the database."""
        return len(self.seen.statements)


@dataclass(frozen=True)
class Row:
    """One page, as few and as many people make it; `beside` says what it is compared with."""

    kind: str
    role: str
    few: Column
    many: Column
    beside: str

    @property
    def times(self) -> float:
        """Tell how many times as long it takes."""
        return self.many.work / self.few.work

    @property
    def good(self) -> bool:
        """Tell whether it keeps the budget."""
        if self.many.seen.status != 200:
            return False
        quick = self.times <= MOST or self.many.work - self.few.work <= SLACK
        return quick and self.few.statements == self.many.statements


def measure_among_many(crowds: Crowds) -> int:
    """Print both columns; return how many pages grow with the crowd."""
    rows = [row for role in ROLES for row in rows_of(crowds, role)]
    show(
        "Every page among 10 learners and among 10,000: processor milliseconds, warm. "
        "A longer list stands beside the same list in a crowd of 250.",
        NAMES,
        [_cells(row) for row in rows],
    )
    return sum(not row.good for row in rows)


def _cells(row: Row) -> tuple[object, ...]:
    asked = str(row.few.statements)
    if row.few.statements != row.many.statements:
        asked += f" / {row.many.statements}"
    return (
        row.kind,
        row.role,
        f"{row.few.work:.1f}",
        f"{row.many.work:.1f}",
        f"{row.times:.2f}",
        asked,
        row.beside,
        "" if row.good else "over",
    )


def rows_of(crowds: Crowds, role: str) -> Iterable[Row]:
    """Measure one page of each kind that this role comes to: the longest among few."""
    people = {name: client_of(app, ROLES[role]) for name, app in vars(crowds).items()}
    starts = ["/", "/settings"] if ROLES[role] else [link_of(crowds.few)]
    kinds: dict[str, Seen] = {}
    for page in crawl(crowds.few, people["few"], *starts):
        kind = kind_of(crowds.few, page.path)
        if page.is_page and page.status == 200 and is_longer(page, kinds.get(kind)):
            kinds[kind] = page
    for kind, page in sorted(kinds.items()):
        yield _row(crowds, people, kind, role, page.path)


def is_longer(page: Seen, than: Seen | None) -> bool:
    """Tell whether there is more on this page; what was asked for stays with its kind."""
    return than is None or len(page.text) > len(than.text)


def _row(crowds: Crowds, people: dict, kind: str, role: str, path: str) -> Row:
    row = None
    for _ in range(AGAIN):
        found = _measured(crowds, people, kind, role, path)
        row = found if row is None or found.times < row.times else row
        if row.good:
            break
    assert row is not None
    return row


def _measured(crowds: Crowds, people: dict, kind: str, role: str, path: str) -> Row:
    few, many = _both(crowds, people, path, "few")
    if len(many.seen.text) > LONGER * len(few.seen.text):
        page, many = _both(crowds, people, path, "page")
        return Row(kind, role, page, many, "250")
    return Row(kind, role, few, many, "10")


def _both(crowds: Crowds, people: dict, path: str, other: str) -> tuple[Column, Column]:
    """Ask for the page in both crowds in turns, so that a busy moment hits them alike."""
    seen: dict[str, list[Seen]] = {other: [], "many": []}
    for _ in range(TIMES + 1):
        for name, answers in seen.items():
            answers.append(look(getattr(crowds, name), people[name], path))
    return _column(seen[other][1:]), _column(seen["many"][1:])


def _column(answers: list[Seen]) -> Column:
    return Column(answers[0], median(answer.work for answer in answers) * 1000)


def link_of(app: Flask) -> str:
    """Return the path of the first learner's link."""
    with app.extensions["portal.database"].session(reads=True) as session:
        share = session.scalars(select(Share).order_by(Share.created_at, Share.id)).first()
        return path_of(secret_of(SECRET, share.id, share.epoch))
