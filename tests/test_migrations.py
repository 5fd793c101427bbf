"""Up from nothing gives exactly the models; down leaves nothing; and up again."""

import ast
import re
from pathlib import Path
from warnings import catch_warnings, filterwarnings

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from portal.migrating import FOLDER, is_compared, migrate, migrate_down, newest
from portal.models import Base

STEPS = sorted((FOLDER / "versions").glob("*.py"))
NAMED = re.compile(r"\d{4}_\d\d_\d\d_[a-z0-9_]+")
WHAT_TO_DO = (
    "The models and the migrations differ. Before the first release: make the step again with "
    "`alembic revision --autogenerate` against PostgreSQL. After it: add a small reversible step."
)


@pytest.fixture
def empty(database_kind, request, tmp_path):
    """The address of a database with nothing in it."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server = request.getfixturevalue("postgres")
    url = server.fresh_database()
    yield url
    server.drop(url)


def look(url, at):
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return at(connection)
    finally:
        engine.dispose()


def differences(url):
    def compare(connection):
        opts = {"compare_type": True, "include_object": is_compared}
        context = MigrationContext.configure(connection, opts=opts)
        with catch_warnings():
            filterwarnings("ignore", ".*expression-based index")
            return compare_metadata(context, Base.metadata)

    return look(url, compare)


def tables(url):
    found = look(url, lambda connection: inspect(connection).get_table_names())
    return {name for name in found if is_compared(None, name)}


def checks(url):
    def read(connection):
        found = inspect(connection)
        return {
            (table, check["name"])
            for table in Base.metadata.tables
            for check in found.get_check_constraints(table)
        }

    return look(url, read)


def test_up_from_nothing_gives_exactly_the_models(empty):
    migrate(empty)

    assert differences(empty) == [], WHAT_TO_DO
    assert tables(empty) == {*Base.metadata.tables, "alembic_version"}, WHAT_TO_DO


def test_every_check_of_the_models_is_in_the_database(empty):
    migrate(empty)

    wanted = {
        (table.name, constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert checks(empty) == wanted, WHAT_TO_DO


def test_down_leaves_nothing_and_up_gives_it_all_again(empty):
    migrate(empty)
    migrate_down(empty)
    left = look(empty, lambda connection: inspect(connection).get_table_names())
    assert set(left) <= {"alembic_version"}

    migrate(empty)
    assert differences(empty) == [], WHAT_TO_DO


def test_up_twice_changes_nothing(empty):
    migrate(empty)
    migrate(empty)

    assert look(empty, lambda c: MigrationContext.configure(c).get_current_revision()) == newest()


def test_what_the_database_is_made_for_it_holds(empty):
    migrate(empty)
    engine = create_engine(empty)
    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(
            text(
                "INSERT INTO programmes (id, created_at, stamp, name, answer_days)"
                " VALUES ('01a20d1fbd397c3c88ffd1770c5da362', '2026-01-01', 1, 'x', 0)"
            )
        )
    engine.dispose()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.stem)
def test_a_step_is_small_and_stands_alone(step: Path):
    tree = ast.parse(step.read_text())
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert NAMED.fullmatch(step.stem), "Name it by date and purpose: 2026_09_01_add_reflections"
    assert not [name for name in imported if name.startswith("portal")], "A step imports no models"
    assert f"revision = '{step.stem}'" in step.read_text().replace('"', "'")
    down = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "downgrade")
    assert not isinstance(down.body[0], ast.Pass), "Every step can be taken back"


def test_the_steps_are_one_line():
    assert len({re.search(r"down_revision = (.*)", s.read_text()).group(1) for s in STEPS}) == len(
        STEPS
    )
