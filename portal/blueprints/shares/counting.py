"""Counting how often links are opened: nothing else about a visitor is kept.

The first opening of a day is written as soon as its page is out. Further ones wait in memory
for five seconds at most and are then written together, so that a link which is opened often
costs no write each time; a process that is killed loses at most these five seconds of counts,
never a day.
"""

import logging
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

WAIT = 5.0
KNOWN_AT_MOST = 10_000

_SCANNER = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|scan|preview|unfurl|fetch|monitor|headless|facebookexternal"
    r"|whatsapp|telegram|slack|discord|skype|teams|linkedin|pinterest|twitter|embedly|proofpoint"
    r"|mimecast|barracuda|curl|wget|python|java/|okhttp|go-http|libwww|httpclient|axios|node",
    re.IGNORECASE,
)


@lru_cache(1024)
def may_be_scanner(method: str, agent: str, purpose: str = "") -> bool:
    """Tell whether a robot, a preview or a mail scanner opened the link rather than a person."""
    return method != "GET" or not agent or "prefetch" in purpose or bool(_SCANNER.search(agent))


@dataclass(frozen=True, slots=True)
class Count:
    """Openings of one link on one day that are still to be written."""

    share_id: UUID
    day: date
    times: int
    scans: int


Write = Callable[[list[Count]], None]


class Openings:
    """What this process counted and has not written yet."""

    def __init__(self, wait: float = WAIT) -> None:
        """Wait that many seconds with all but the first opening of a day."""
        self.wait = wait
        self._lock = threading.Lock()
        self._waiting: dict[tuple[UUID, date], list[int]] = {}
        self._known: set[tuple[UUID, date]] = set()
        self._timer: threading.Timer | None = None

    def note(self, share_id: UUID, day: date, *, scan: bool, write: Write) -> bool:
        """Count one opening; true when it is the first of the day and must be written now."""
        with self._lock:
            counted = self._waiting.setdefault((share_id, day), [0, 0])
            counted[scan] += 1
            if (share_id, day) not in self._known:
                if len(self._known) >= KNOWN_AT_MOST:
                    self._known.clear()
                self._known.add((share_id, day))
                return True
            if self._timer is None:
                self._timer = threading.Timer(self.wait, self._write_late, (write,))
                self._timer.daemon = True
                self._timer.start()
        return False

    def take(self) -> list[Count]:
        """Return what is to be written, and forget it."""
        with self._lock:
            taken, self._waiting = self._waiting, {}
            if self._timer:
                self._timer.cancel()
            self._timer = None
        return [Count(*key, *counted) for key, counted in taken.items()]

    def _write_late(self, write: Write) -> None:
        try:
            write(self.take())
        except Exception:
            logging.getLogger("portal").exception("openings of links could not be written")
