"""Taking turns at writing: SQLite lets one in at a time, and those who wait leave room to read."""

import sqlite3
import threading
import time
from typing import Any

PATIENCE = 10.0  # seconds for one's own turn
STUCK = 4.0  # seconds in which nobody got in, …
ROOM = 4  # … after which no more than these go on waiting
LOOK = 250  # milliseconds between two looks at the queue


class Turns:
    """Those of this process who wait to write, in the order in which they came."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._lock = threading.Lock()
        self._waiting: list[object] = []
        self._moved = 0.0

    def take(self, raw: Any) -> None:
        """Begin to write when the turn comes; raises sqlite3.Error when it does not.

        Everybody waits for some seconds. When nobody gets in for longer, those who came last
        are told so: they would keep all threads of the process, and nobody could even read.
        """
        raw.execute(f"PRAGMA busy_timeout={LOOK}")
        me, began = self._come(), time.monotonic()
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as trouble:
                if self._leaves(me, began, busy="locked" in str(trouble)):
                    raise
            else:
                return self._get_in(me)

    def _come(self) -> object:
        me = object()
        with self._lock:
            if not self._waiting:
                self._moved = time.monotonic()
            self._waiting.append(me)
        return me

    def _get_in(self, me: object) -> None:
        with self._lock:
            self._waiting.remove(me)
            self._moved = time.monotonic()

    def _leaves(self, me: object, began: float, *, busy: bool) -> bool:
        with self._lock:
            now = time.monotonic()
            crowded = self._waiting.index(me) >= ROOM and now - self._moved > STUCK
            leaves = not busy or crowded or now - began > PATIENCE
            if leaves:
                self._waiting.remove(me)
        return leaves
