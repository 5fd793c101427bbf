"""The web process: waitress, which ends its answers before it ends, and the workers beside it."""

import logging
import signal
import socket
import sys
import time
from types import FrameType
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from portal.config import Settings
from portal.supervising import Workers

THREADS = 8
KEEP_ALIVE = 130  # seconds; phones come back on the same connection
LARGEST_BODY = 256_000_000  # more than the portal takes, so that its own page can say so
PATIENCE = 10  # seconds for the last answers
TURN = 0.0005  # seconds that a thread may keep Python while another waits for it

log = logging.getLogger("portal.serving")


class Stop:
    """Becomes true when a signal asks the process to end."""

    def __init__(self) -> None:
        """Begin without having been asked."""
        self.asked = False

    def listen(self) -> None:
        """Take SIGTERM and SIGINT as the wish to end."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def make_server(app: Flask, listener: socket.socket, *, map: dict[int, Any] | None = None) -> Any:
    """Put waitress in front of the portal, on a socket that listens already.

    Python lets a thread go on for 5 ms, and each SQL statement lets go of Python: with several
    threads at work, short turns answer half as many requests again.
    """
    sys.setswitchinterval(TURN)
    settings: Settings = app.extensions["portal.settings"]
    return create_server(
        app,
        map=map,
        sockets=[listener],
        threads=THREADS,
        channel_timeout=KEEP_ALIVE,
        connection_limit=1000,
        asyncore_use_poll=True,
        max_request_body_size=LARGEST_BODY,
        clear_untrusted_proxy_headers=not settings.trusted_proxies,
        ident=None,
    )


def listening(host: str, port: int) -> socket.socket:
    """Listen at that address, or raise OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=1024)


def serve(app: Flask, listener: socket.socket) -> None:
    """Answer requests until a signal comes; what has begun is answered first."""
    stop, channels = Stop(), dict[int, Any]()
    stop.listen()
    server = make_server(app, listener, map=channels)
    settings: Settings = app.extensions["portal.settings"]
    with Workers(settings, count=settings.workers):
        log.info("serving %s", settings.base_url)
        while not stop.asked:
            _turn(channels)
        server.accepting = False
        listener.close()
        _finish_answers(server, channels)
    log.info("ended")


def _turn(channels: dict[int, Any]) -> None:
    wasyncore.loop(timeout=1, use_poll=True, map=channels, count=1)


def _finish_answers(server: Any, channels: dict[int, Any]) -> None:
    end = time.monotonic() + PATIENCE
    while _is_busy(server) and time.monotonic() < end:
        _turn(channels)
    server.task_dispatcher.shutdown(timeout=1)


def _is_busy(server: Any) -> bool:
    channels = list(server.active_channels.values())
    return any(channel.requests or channel.total_outbufs_len for channel in channels)
