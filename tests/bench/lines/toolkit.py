"""The toolkit's lines: what each of them allows, and our portal at the far end of one."""

import importlib.util
import io
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from tests.engines.running import TOOLKIT
from tests.running import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
RECORD = 1400  # bytes in a TLS record, so that the first one can be read when it comes
RUNS = 3
FIGURES = re.compile(r"first byte ([\d.]+)  complete ([\d.]+) .* next page ([\d.]+) s")


class Allowed(NamedTuple):
    """What a line needs for so many bytes, in seconds."""

    first: float
    whole: float
    kept: float


@cache
def net() -> ModuleType:
    """Load the toolkit's `net.py`."""
    spec = importlib.util.spec_from_file_location("oldphones_net", TOOLKIT / "net.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


def missing() -> str:
    """Say what is not there, in one sentence, or nothing."""
    if not (TOOLKIT / "net.py").exists():
        return "the toolkit of slow lines is not there: set OLDPHONES to its folder"
    if CHROMIUM is None:
        return "Chromium is not installed (Debian: apt-get install chromium)"
    tried = subprocess.run(["ip", "netns", "list"], capture_output=True, check=False)
    if tried.returncode or not Path("/dev/net/tun").exists():
        return "network namespaces need root, iproute2 and /dev/net/tun"
    return ""


def allowed(profile: str, sizes: Sequence[int], *, tls: bool = False) -> dict[int, Allowed]:
    """Measure what the line itself needs for answers of so many bytes."""
    said = io.StringIO()
    with redirect_stdout(said):
        net().measure(profile, "TLSv1_3" if tls else "-", [size / 1000 for size in sizes], RUNS)
    found = [Allowed(*map(float, each)) for each in FIGURES.findall(said.getvalue())]
    return dict(zip(sizes, found, strict=True))


@cache
def certificate() -> Path:
    """Make the toolkit's certificates, once; nobody but our Chromium trusts them."""
    return Path(net().certificate())


@cache
def fingerprint() -> str:
    """Return by what Chromium knows the certificate."""
    public = "openssl x509 -pubkey -noout -in c1 | openssl pkey -pubin -outform der"
    done = subprocess.run(
        f"{public} | openssl dgst -sha256 -binary | base64",
        shell=True,
        cwd=certificate().parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@contextmanager
def line_to(port: int, profile: str, *, tls: bool = False) -> Iterator[tuple[str, list[str]]]:
    """Put a line before the portal; yield its address on the phone, and how to run things there."""
    with terminating(port) if tls else _as_it_is(port) as port:
        line = net().Line(net().PROFILES[profile])
        try:
            relay = net().Relay(line.far, ("127.0.0.1", port))
            scheme = "https" if tls else "http"
            yield f"{scheme}://{net().FAR}:{port}", ["ip", "netns", "exec", line.phone]
            relay.s.close()
        finally:
            line.close()


@contextmanager
def _as_it_is(port: int) -> Iterator[int]:
    yield port


@contextmanager
def terminating(port: int) -> Iterator[int]:
    """Take TLS 1.3 off before the portal, as a proxy does, with the toolkit's certificates."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(certificate())
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taking = threading.Thread(target=_take, args=(listener, context, port), daemon=True)
        taking.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        taking.join()


def _take(listener: socket.socket, context: ssl.SSLContext, port: int) -> None:
    while True:
        try:
            phone, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_pass_on, args=(phone, context, port), daemon=True).start()


def _pass_on(phone: socket.socket, context: ssl.SSLContext, port: int) -> None:
    """Hand plain bytes to the portal and records to the phone, one request after the other."""
    try:
        phone.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with (
            context.wrap_socket(phone, server_side=True) as safe,
            socket.create_connection(("127.0.0.1", port)) as portal,
        ):
            while asked := safe.recv(65536):
                portal.sendall(asked)
                _answer(portal, safe)
    except OSError:
        return


def _answer(portal: socket.socket, safe: Any) -> None:
    got, wanted = b"", -1
    while wanted < 0 or len(got) < wanted:
        more = portal.recv(65536)
        if not more:
            break
        got += more
        if wanted < 0 and b"\r\n\r\n" in got:
            head = got.partition(b"\r\n\r\n")[0]
            length = re.search(rb"(?i)content-length: *(\d+)", head)
            wanted = len(head) + 4 + (int(length[1]) if length else 0)
    for start in range(0, len(got), RECORD):
        safe.sendall(got[start : start + RECORD])


def on_the_phone(enter: list[str], module: str, plan: str) -> str:
    """Run a module of ours at the phone's end of a line; return what it prints."""
    done = subprocess.run(
        [*enter, sys.executable, "-m", module],
        input=plan,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=600,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return done.stdout
