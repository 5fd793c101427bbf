"""The portal as a process of its own, as people run it; it can be killed like one."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent


class Running:
    """One `python -m portal serve` with its data folder; `kill` and `start` as often as wanted."""

    def __init__(self, data: Path, **environ: str) -> None:
        self.data, self.port = data, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")},
            "PORTAL_SECRET_KEY": "a key that only the tests know, long enough",
            "PORTAL_DATA_DIR": str(data),
            "PORTAL_BASE_URL": self.url,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            **environ,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one command of the portal to its end."""
        return subprocess.run(
            [sys.executable, "-m", "portal", *words],
            env=self.environ,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )

    def start(self, word: str = "serve", *, seconds: float = 120) -> None:
        """Start serving, or the demo, and wait until it answers."""
        log = (self.data / "serve.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "portal", word],
            env=self.environ,
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        wait_for(self.url + "/healthz", seconds)

    def kill(self) -> None:
        """End it and its worker at once, as a power cut would."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float = 90) -> None:
    """Wait until the address answers."""
    ends = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


@contextmanager
def running(data: Path, **environ: str) -> Iterator[Running]:
    """Migrate, serve, and end whatever happens."""
    data.mkdir(parents=True, exist_ok=True)
    portal = Running(data, **environ)
    portal.command("migrate")
    try:
        portal.start()
        yield portal
    finally:
        portal.kill()
