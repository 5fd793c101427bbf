"""A line between a phone and the portal that breaks as it is told, when something is sent."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

METHODS = (b"GET ", b"POST ", b"PATCH ")
RESET = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Break:
    """How a line breaks: after so many bytes of the post, after so many of the answer, or mute."""

    asked: int | None = None
    answered: int | None = None  # with 0 the portal has acted, and nobody hears of it
    mute: bool = False  # nothing comes back, and nothing says that the line is gone
    at: tuple[bytes, ...] = (b"POST ", b"PATCH ")


class Line:
    """Passes everything on until it is told to break; counts what it broke."""

    def __init__(self, port: int) -> None:
        self.port, self.how, self.broken = port, Break(), 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.ends: list[socket.socket] = []
        self.threads: list[threading.Thread] = []
        self._run(self._take)

    @contextmanager
    def breaking(self, how: Break) -> Iterator[None]:
        """Break at every post of this block, or at what `how.at` says; it has to meet one."""
        self.how, before = how, self.broken
        try:
            yield
        finally:
            self.how = Break()
        assert self.broken > before, "nothing came"

    def close(self) -> None:
        """Hang everything up."""
        for end in [self.listener, *self.ends]:
            _hang_up(end)
        for thread in self.threads:
            thread.join(10)
        for end in [self.listener, *self.ends]:
            end.close()

    def _run(self, work, *what) -> None:
        thread = threading.Thread(target=work, args=what, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _take(self) -> None:
        while True:
            try:
                phone, _ = self.listener.accept()
                portal = socket.create_connection(("127.0.0.1", self.port))
            except OSError:
                return
            connection = _Connection(self, phone, portal)
            self.ends += [phone, portal]
            self._run(connection.pass_on_what_is_asked)
            self._run(connection.pass_on_what_is_answered)


class _Connection:
    def __init__(self, line: Line, phone: socket.socket, portal: socket.socket) -> None:
        self.line, self.phone, self.portal = line, phone, portal
        self.how = Break()
        self.asked = self.answered = 0
        self.ended = 0
        self.lock = threading.Lock()

    def pass_on_what_is_asked(self) -> None:
        with suppress(OSError):
            while got := self.phone.recv(4096):
                if got.startswith(METHODS):
                    self._begin(got)
                self.portal.sendall(self._left(got, self.how.asked, self.asked))
                self.asked += len(got)
                if self.how.asked is not None and self.asked >= self.how.asked:
                    break
            self._cut()
        self._end()

    def pass_on_what_is_answered(self) -> None:
        with suppress(OSError):
            while got := self.portal.recv(4096):
                if self.how.mute:
                    continue
                self.phone.sendall(self._left(got, self.how.answered, self.answered))
                self.answered += len(got)
                if self.how.answered is not None and self.answered >= self.how.answered:
                    break
            if not self.how.mute:
                self._cut()
        self._end()

    def _begin(self, got: bytes) -> None:
        self.how = self.line.how if got.startswith(self.line.how.at) else Break()
        self.asked = self.answered = 0
        self.line.broken += self.how != Break()

    @staticmethod
    def _left(got: bytes, most: int | None, before: int) -> bytes:
        return got if most is None else got[: max(0, most - before)]

    def _cut(self) -> None:
        for end in (self.phone, self.portal):
            if self.how != Break():
                with suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            _hang_up(end)

    def _end(self) -> None:
        """Close when both directions are done: the number of a closed socket is given out again."""
        with self.lock:
            self.ended += 1
        if self.ended == 2:
            self.phone.close()
            self.portal.close()


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """Put a line before a portal."""
    line = Line(port)
    try:
        yield line
    finally:
        line.close()
