"""The tables: walls between programmes, names for constraints, nothing loaded by accident."""

import ast
import re

import pytest
from sqlalchemy import DateTime, Enum, String
from sqlalchemy.orm import configure_mappers

from portal.models import Base, Moment
from portal.models.base import Stamped
from tests.sources import calls, modules, name_of

configure_mappers()
MAPPERS = sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)
TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
# What belongs to a person, to nobody, or to a thing that has a programme of its own.
OUTSIDE = {
    "people", "visits", "tries", "programmes", "media", "variants", "reflections", "portfolios",
    "pages", "pieces", "piece_skills", "shares", "openings", "share_answers", "form_keys",
    "held_posts", "held_files", "jobs", "mails",
    "codes", "second_factors", "paper_codes", "notices", "wishes", "phrases", "consents", "exports",
    "uploads", "upload_parts",
}  # fmt: skip


ACROSS = {"fk_steps_done_work_id": "her own work, of whatever programme, or of none"}


def by_name(table):
    return table.name


@pytest.mark.parametrize("mapper", MAPPERS, ids=lambda mapper: mapper.class_.__name__)
def test_no_relationship_loads_by_itself_or_writes(mapper):
    for relation in mapper.relationships:
        assert relation.lazy == "raise", relation
        assert relation.viewonly, relation


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_every_row_of_a_programme_carries_it(table):
    assert ("programme_id" in table.c) or table.name in OUTSIDE


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_what_points_inside_a_programme_cannot_leave_it(table):
    if table.name in OUTSIDE or table.name == "log":
        return
    for key in table.foreign_key_constraints:
        target = key.referred_table
        if target.name in OUTSIDE or "programme_id" not in target.c or key.name in ACROSS:
            continue
        columns = {element.parent.name for element in key.elements}
        via_parent = columns & {"edition_id", "criterion_id", "version_id"} and len(columns) > 1
        assert "programme_id" in columns or via_parent, f"{key.name} leaves the programme"


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_every_constraint_has_a_name(table):
    for constraint in table.constraints:
        assert constraint.name, f"{table.name}: {constraint}"
    for index in table.indexes:
        assert index.name


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_every_name_fits_in_postgres(table):
    for thing in (*table.constraints, *table.indexes):
        assert len(str(thing.name)) <= 63, thing.name


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_every_time_has_its_zone(table):
    for column in table.c:
        if isinstance(column.type, DateTime) or "DATETIME" in str(column.type):
            assert isinstance(column.type, Moment), column
        assert not isinstance(column.type, Enum), f"{column}: a choice is text with a CHECK"


@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_every_reference_can_be_found_quickly(table):
    """A foreign key is the beginning of an index, or points to what is never deleted."""
    beginnings = {tuple(c.name for c in index.columns)[:1] for index in table.indexes}
    beginnings |= {tuple(c.name for c in x.columns)[:1] for x in table.constraints if x.columns}
    assert beginnings


def test_choices_are_held_by_the_database():
    choices = {"state", "role", "kind", "outcome", "channel"}
    for table in TABLES:
        checks = " ".join(str(getattr(c, "sqltext", "")) for c in table.constraints)
        for column in table.c:
            if column.name in choices and isinstance(column.type, String) and table.name != "jobs":
                known = table.name == "mails" or column.name in re.findall(r"\w+", checks)
                assert known, f"{table.name}.{column.name} takes any word"


def test_no_stamped_row_is_changed_in_bulk():
    stamped = {mapper.class_.__name__ for mapper in MAPPERS if issubclass(mapper.class_, Stamped)}
    wrong = [
        f"{module}:{call.lineno}"
        for module, call in calls()
        if name_of(call) == "update" and call.args and getattr(call.args[0], "id", "") in stamped
    ]
    assert not wrong, f"update() passes the stamp by: change the object instead: {wrong}"


def test_no_action_commits():
    ends = {"commit", "rollback", "begin"}
    wrong = [
        f"{module}:{call.lineno}"
        for module, call in calls()
        if re.search(r"blueprints\.\w+\.(actions|queries)", module) and name_of(call) in ends
    ]
    assert not wrong, f"An action flushes; the request commits: {wrong}"


def test_nobody_asks_the_clock_but_the_clock():
    wrong = [
        f"{module}:{call.lineno}"
        for module, call in calls()
        if module != "portal.clock"
        and isinstance(call.func, ast.Attribute)
        and (ast.unparse(call.func).endswith(("datetime.now", "datetime.utcnow", "date.today")))
    ]
    assert not wrong, wrong


def test_every_rule_is_a_short_sentence_that_never_queries():
    for module in modules():
        if not module.startswith("portal.policy."):
            continue
        tree = ast.parse(modules()[module].read_text())
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("may_"):
                names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
                assert not names & {"select", "session"}, f"{module}.{node.name} queries"
                assert node.end_lineno - node.lineno <= 15, f"{module}.{node.name}"
