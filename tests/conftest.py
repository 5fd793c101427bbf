"""What tests stand on: a fresh database of each kind, the portal on it, and a visitor."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
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
from portal.migrating import migrate
from portal.storage import Storage, storage_from
from tests import servers
from tests.factories import Factory
from tests.visitor import Visitor

KINDS = ("sqlite", "postgres")
SAMPLES = Path(__file__).parent.parent.parent / "shared" / "samples"


def pytest_addoption(parser):
    parser.addoption("--database", choices=KINDS, help="run on this database only")


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


@pytest.fixture
def database_url(database_kind, request, tmp_path, template_folder):
    if database_kind == "sqlite":
        file = tmp_path / "portal.db"
        shutil.copyfile(_sqlite_template(template_folder), file)
        yield f"sqlite:///{file}"
    else:
        server = request.getfixturevalue("postgres")
        url = server.fresh_database(request.getfixturevalue("postgres_template"))
        yield url
        server.drop(url)


@pytest.fixture
def settings(database_url, tmp_path) -> Settings:
    environ = {
        "PORTAL_SECRET_KEY": "a key that only the tests know, long enough",
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_DATA_DIR": str(tmp_path),
        "PORTAL_BASE_URL": "http://localhost",
    }
    return replace(read_settings(environ))


@pytest.fixture
def app(settings) -> Iterator[Flask]:
    app = create_app(settings)
    yield app
    app.extensions["portal.database"].close()


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
