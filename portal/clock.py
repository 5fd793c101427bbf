"""The one clock of the portal: tests and the story of the demo stand in for it here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """Return this moment in UTC, with its zone."""
    return _pretended.get() or datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """Return the day it is now in the zone of that IANA name."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at that moment for this thread, until the block ends."""
    before = _pretended.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(before)
