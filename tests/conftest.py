"""What tests stand on: a fresh database of each kind, the portal on it, and a visitor."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal import create_app
from portal.config import Settings, read_settings
from portal.engine import Database
from portal.jobs import Tools, run_all
from portal.languages import compile_catalogues
from portal.migrating import migrate
from portal.storage import Storage, storage_from
from tests import servers
from tests.factories import Factory
from tests.visitor import Visitor

KINDS = ("sqlite", "postgres")
SAMPLES = Path(__file__).parent.parent.parent / "shared" / "samples"


def pytest_addoption(parser):
    parser.addoption("--database", choices=KINDS, help="run on this database only")


def pytest_sessionstart():
    compile_catalogues()


def pytest_generate_tests(metafunc):
    if "database_kind" in metafunc.fixturenames:
        only = metafunc.config.getoption("--database")
        kinds = (only,) if only else KINDS
        metafunc.parametrize("database_kind", kinds, scope="session")


@pytest.fixture(scope="session")
def postgres():
    with servers.postgres_server() as server:
        yield server


@cache
def _sqlite_template(folder: Path) -> Path:
    template = folder / "template.db"
    migrate(f"sqlite:///{template}")
    return template


@pytest.fixture(scope="session")
def template_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("template")


@pytest.fixture(scope="session")
def postgres_template(request):
    server = request.getfixturevalue("postgres")
    url = server.fresh_database()
    migrate(url)
    return url


@dataclass
class Home:
    """A data folder with a database; the portal on it is put together once and used again.

    A test file with `OWN_APP = True` gets a portal of its own, which it may change.
    """

    kind: str
    folder: Path
    url: str
    app: Flask | None = None

    def environ(self) -> dict[str, str]:
        return {
            "PORTAL_SECRET_KEY": "a key that only the tests know, long enough",
            "PORTAL_DATABASE_URL": self.url,
            "PORTAL_DATA_DIR": str(self.folder),
            "PORTAL_BASE_URL": "http://localhost",
        }

    def close(self) -> None:
        if self.app:
            self.app.extensions["portal.database"].close()

    def empty(self) -> None:
        """Forget all files of the test before, and what it counted."""
        if self.app:
            self.app.extensions["portal.shares.openings"].take()
        self.close()
        for path in self.folder.iterdir():
            if path.name.startswith("static-"):  # the portal that is used again serves it
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.fixture(scope="session")
def homes():
    kept: dict[str, Home] = {}
    yield kept
    for home in kept.values():
        home.close()


@pytest.fixture
def home(database_kind, request, tmp_path, tmp_path_factory, template_folder, homes):
    own = getattr(request.module, "OWN_APP", False) or "app" not in request.fixturenames
    if own:
        home = Home(database_kind, tmp_path, "")
    else:
        home = homes.get(database_kind) or Home(
            database_kind, tmp_path_factory.mktemp(database_kind), ""
        )
        homes[database_kind] = home
        home.empty()
    _fill(home, request, template_folder)
    yield home
    if own:
        home.close()
        if database_kind == "postgres":
            request.getfixturevalue("postgres").drop(home.url)


def _fill(home: Home, request, template_folder: Path) -> None:
    if home.kind == "sqlite":
        file = home.folder / "portal.db"
        shutil.copyfile(_sqlite_template(template_folder), file)
        home.url = f"sqlite:///{file}"
        return
    server, template = (
        request.getfixturevalue("postgres"),
        request.getfixturevalue("postgres_template"),
    )
    if home.url:
        server.empty(home.url)
    else:
        home.url = server.fresh_database(template)


@pytest.fixture
def database_url(home):
    return home.url


@pytest.fixture
def settings(home) -> Settings:
    return read_settings(home.environ())


@pytest.fixture
def app(home, settings) -> Flask:
    if home.app is None:
        home.app = create_app(settings)
    return home.app


@pytest.fixture
def database(app) -> Database:
    return app.extensions["portal.database"]


@pytest.fixture
def storage(settings) -> Storage:
    return storage_from(settings.storage_url)


@pytest.fixture
def session(database) -> Iterator[Session]:
    """A session that writes at once; commit before a visitor has to see it."""
    with database.session() as session:
        yield session


@pytest.fixture
def make(session) -> Factory:
    """Make things with believable defaults, each committed."""
    return Factory(session)


@pytest.fixture
def visitor(app) -> Visitor:
    return Visitor(app)


@pytest.fixture
def another(app) -> Visitor:
    """A second browser."""
    return Visitor(app)


@pytest.fixture
def tools(app, settings) -> Tools:
    return Tools(app.extensions["portal.database"], app.extensions["portal.storage"], settings)


@pytest.fixture
def work_off(app, tools):
    """Do all jobs that are due, as the worker does."""

    def run() -> int:
        with app.app_context():
            return run_all(tools)

    return run


@pytest.fixture
def count_queries(database):
    """Give a block in which the statements are counted."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(connection, cursor, statement, parameters, context, many):
            seen.append(statement)

        event.listen(database.writer, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(database.writer, "before_cursor_execute", note)

    return counting


@pytest.fixture
def samples() -> Path:
    if not SAMPLES.is_dir():
        pytest.skip("the samples are not beside this checkout")
    return SAMPLES
