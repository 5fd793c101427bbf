"""Workers beside the web process: started with it, started again when they die, ended with it."""

import logging
import os
import subprocess
import sys
import threading
from types import TracebackType

from portal.config import Settings

PAUSE = 1  # seconds before a dead worker is started again
LONGEST_PAUSE = 30
PATIENCE = 10  # seconds for a worker to end its job

log = logging.getLogger("portal.supervising")


class Workers:
    """So many `python -m portal work`, for as long as the block runs."""

    def __init__(self, settings: Settings, *, count: int) -> None:
        """Remember how many are wanted and what they need to know."""
        self.environ = os.environ | {
            "PORTAL_SECRET_KEY": settings.secret_key,
            "PORTAL_DATA_DIR": str(settings.data_dir),
        }
        self.ending = threading.Event()
        self.keepers = [threading.Thread(target=self._keep, daemon=True) for _ in range(count)]

    def __enter__(self) -> "Workers":
        """Start them."""
        for keeper in self.keepers:
            keeper.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End them; a job that is cut off is done again later."""
        self.ending.set()
        for keeper in self.keepers:
            keeper.join()

    def _keep(self) -> None:
        pause = PAUSE
        while not self.ending.is_set():
            if self._run_one():
                pause = PAUSE
            if not self.ending.wait(pause):
                log.warning("a worker ended; another one starts")
                pause = min(2 * pause, LONGEST_PAUSE)

    def _run_one(self) -> bool:
        """Run one worker to its end; tell whether it lived for a while."""
        command = [sys.executable, "-m", "portal", "work", "--parent", str(os.getpid())]
        with subprocess.Popen(command, env=self.environ) as worker:
            seconds = 0
            while worker.poll() is None and not self.ending.wait(1):
                seconds += 1
            if worker.poll() is None:
                _end(worker)
        return seconds > LONGEST_PAUSE


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
