"""The one clock of the portal: tests stand in for it here."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return this moment in UTC, with its zone."""
    return datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """Return the day it is now in the zone of that IANA name."""
    return now().astimezone(ZoneInfo(zone)).date()
