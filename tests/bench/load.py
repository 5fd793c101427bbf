"""A small browser that only asks: many kept connections, one thread, no library."""

import selectors
import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass

CONNECTIONS = 16


@dataclass
class Line:
    """One connection with the answer that comes in on it."""

    socket: socket.socket
    got: bytes = b""
    wanted: int = -1
    answers: int = 0

    def take(self) -> bool:
        """Read what is there; tell whether an answer is whole."""
        self.got += self.socket.recv(65536)
        if self.wanted < 0 and b"\r\n\r\n" in self.got:
            self.wanted = length_of(self.got)
        if 0 <= self.wanted <= len(self.got):
            self.got, self.wanted = b"", -1
            self.answers += 1
            return True
        return False


def length_of(got: bytes) -> int:
    """Return how long the whole answer will be; anything but 200 is an error."""
    head, _, _ = got.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    if not lines[0].startswith(b"http/1.1 200"):
        raise RuntimeError(lines[0].decode())
    length = next(line for line in lines if line.startswith(b"content-length:"))
    return len(head) + 4 + int(length.partition(b":")[2])


def rate(port: int, path: str, cookie: str, *, seconds: float) -> float:
    """Ask for a page on all connections, again and again; return the answers a second."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
        "User-Agent: Mozilla/5.0 (Linux; Android 8.1.0) Chrome/70.0\r\n"
        + (f"Cookie: {cookie}\r\n" if cookie else "")
        + "\r\n"
    ).encode()
    with selectors.DefaultSelector() as waiting, ExitStack() as opened:
        where = ("127.0.0.1", port)
        sockets = [
            opened.enter_context(socket.create_connection(where)) for _ in range(CONNECTIONS)
        ]
        lines = [Line(each) for each in sockets]
        for line in lines:
            waiting.register(line.socket, selectors.EVENT_READ, line)
            line.socket.sendall(request)
        _ask(waiting, request, seconds / 4)  # warm up
        before, began = sum(line.answers for line in lines), time.perf_counter()
        _ask(waiting, request, seconds)
        took = time.perf_counter() - began
    return (sum(line.answers for line in lines) - before) / took


def _ask(waiting: selectors.BaseSelector, request: bytes, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for key, _ in waiting.select(1):
            if key.data.take():
                key.data.socket.sendall(request)
