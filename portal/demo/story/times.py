"""Times as a story tells them: so many days ago, so that the demo always looks fresh."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PAST = re.compile(r"(\d+) days? ago(?:, (\d\d:\d\d))?")
AHEAD = re.compile(r"in (\d+) days?")


@dataclass(frozen=True, order=True)
class When:
    """A day counted from today, before it if below zero, with a time of the day if it matters."""

    days: int
    at: time = time(12)

    @classmethod
    def read(cls, words: str) -> When:
        """Read `3 days ago, 19:42`, `3 days ago` or `in 5 days`."""
        if past := PAST.fullmatch(words):
            days, at = past.groups()
            return cls(-int(days), time.fromisoformat(at or "12:00"))
        if ahead := AHEAD.fullmatch(words):
            return cls(int(ahead[1]))
        raise ValueError(f"“{words}” is no time of this story")

    def day(self, today: date) -> date:
        """Return the date, counted from the given one."""
        return today + timedelta(days=self.days)

    def moment(self, today: date, zone: str = "Europe/London") -> datetime:
        """Return the moment in UTC, for a person whose clock is set to that zone."""
        local = datetime.combine(self.day(today), self.at, ZoneInfo(zone))
        return local.astimezone(UTC)
