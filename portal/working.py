"""The worker: does jobs one after the other, and sweeps up once an hour."""

import logging
import os
import time
from collections.abc import Callable

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from portal.housekeeping import sweep
from portal.jobs import Tools, run_next
from portal.serving import Stop
from portal.storage import StorageTrouble

SHORT, LONG = 0.5, 2.0  # seconds between looks, when there is nothing to do
HOUR = 3600.0

log = logging.getLogger("portal.working")


def work(app: Flask, *, parent: int | None = None) -> None:
    """Do jobs until a signal comes or the parent is gone; the job in hand is done first."""
    stop, tools, pause, swept = Stop(), tools_of(app), SHORT, -HOUR
    stop.listen()
    log.info("worker %d began", os.getpid())
    while not stop.asked and _has_parent(parent):
        if time.monotonic() - swept > HOUR:
            swept = time.monotonic()
            _try(app, tools, sweep)
        if _try(app, tools, run_next):
            pause = SHORT
        else:
            _wait(stop, pause)
            pause = min(LONG, pause * 1.5)
    log.info("worker %d ended", os.getpid())


def tools_of(app: Flask) -> Tools:
    """Return what jobs of this portal work with."""
    found = app.extensions
    return Tools(found["portal.database"], found["portal.storage"], found["portal.settings"])


def _try(app: Flask, tools: Tools, deed: Callable[[Tools], object]) -> bool:
    """Do one thing in a context of its own; trouble is logged, and looked at again later."""
    try:
        with app.app_context():
            return bool(deed(tools))
    except (SQLAlchemyError, StorageTrouble):
        log.exception("%s has to wait", deed.__name__)
        return False


def _has_parent(parent: int | None) -> bool:
    return parent is None or os.getppid() == parent


def _wait(stop: Stop, seconds: float) -> None:
    """Sleep in short pieces, because a signal does not end a sleep."""
    end = time.monotonic() + seconds
    while not stop.asked and time.monotonic() < end:
        time.sleep(0.1)
