"""Leases: a worker keeps the job in hand as its own while it lives, and not for long after."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

LEASE = timedelta(seconds=30)
RENEWED = 10.0  # seconds between renewals
LONGEST = 60 * 60.0  # seconds after which a job counts as hung, and is left to another worker

log = logging.getLogger("portal.jobs")


@contextmanager
def renewing(renew: Callable[[], bool], *, every: float = RENEWED) -> Iterator[None]:
    """Call `renew` now and then in a thread of its own, until the block ends or it says False."""
    over = threading.Event()
    thread = threading.Thread(target=_keep, args=(renew, every, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _keep(renew: Callable[[], bool], every: float, over: threading.Event) -> None:
    left = LONGEST
    while not over.wait(every) and left > 0:
        left -= every
        try:
            if not renew():
                return
        except SQLAlchemyError:
            log.exception("a lease could not be renewed")
