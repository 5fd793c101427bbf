"""Every view says who may use it, exactly once."""

import ast
import re

import pytest

from portal import create_app
from portal.config import read_settings
from portal.migrating import migrate
from tests.sources import modules, tree_of

OWN_APP = True  # the views of these tests are added to it

ROUTES = {"get", "post", "route", "put", "patch", "delete"}
MARKS = {"public", "open_post", "signed_in", "guarded"}
WITHOUT_A_TOKEN = {
    "accounts.leave": "signing out works with a cookie that is gone",
    "notices.stop": "the signed address is the token; mail programs post to it (RFC 8058)",
    "notices.undo_stop": "the signed address is the token; one may be signed out",
    "accounts.choose_language": "a stranger may; whoever is signed in needs the token",
    "programmes.come_in": "the secret address of an invitation is the token",
    "shares.answer": "the secret address is the token; an employer gets no cookie",
}
SOME_ID = "01a20d1f-bd39-7c3c-88ff-d1770c5da362"


@pytest.fixture
def app(tmp_path):
    environ = {"PORTAL_SECRET_KEY": "k" * 40, "PORTAL_DATA_DIR": str(tmp_path)}
    app = create_app(read_settings(environ))
    yield app
    app.extensions["portal.database"].close()


def views():
    """Yield module and definition of every function with a route."""
    for module in modules():
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.FunctionDef) and _routes_of(node):
                yield module, node


def _routes_of(node):
    calls = [d for d in node.decorator_list if isinstance(d, ast.Call)]
    return [c for c in calls if _name(c) in ROUTES]


def _name(node):
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_every_view_says_once_who_may_use_it():
    wrong = []
    for module, view in views():
        marks = [_name(d) for d in view.decorator_list if _name(d) in MARKS]
        if len(marks) != 1:
            wrong.append(f"{module}.{view.name}: {marks or 'nothing'}")
    assert not wrong, "Give each exactly one of @public, @signed_in, @guarded: " + ", ".join(wrong)


def test_who_may_use_a_view_is_asked_before_everything_else():
    for module, view in views():
        names = [_name(d) for d in view.decorator_list]
        mark = next(place for place, name in enumerate(names) if name in MARKS)
        inner = names[mark + 1 :]
        assert not set(names[:mark]) - ROUTES, f"{module}.{view.name}: {names}"
        assert "reads_first" not in inner or inner[-1] == "reads_first", f"{module}.{view.name}"


def test_every_address_leads_to_a_view_that_knows_who_may_use_it(app):
    for endpoint, view in app.view_functions.items():
        if endpoint != "static":
            assert getattr(view, "access", "") in {"public", "signed_in", "guarded"}, endpoint


def test_no_address_both_reads_and_writes(app):
    for rule in app.url_map.iter_rules():
        methods = rule.methods - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/uploads/"):  # tus, for scripts only: forms know no PATCH
            assert methods in (set(), {"POST"}, {"PATCH"}, {"DELETE"}), rule
            continue
        assert methods in ({"GET"}, {"POST"}), f"{rule} takes {sorted(methods)}"


def test_the_few_posts_without_a_token_are_named_here(app):
    found = set()
    for module, view in views():
        if "open_post" in {_name(d) for d in view.decorator_list}:
            capability = module.split(".")[2] if module.count(".") > 1 else module
            found.add(f"{capability}.{view.name}")
    assert found <= WITHOUT_A_TOKEN.keys(), (
        f"@open_post takes posts without a token. Say here why: {found - WITHOUT_A_TOKEN.keys()}"
    )


def test_a_view_that_reads_first_says_when_it_begins_to_write():
    for module, view in views():
        names = {_name(d) for d in view.decorator_list}
        calls = {_name(node) for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call)}
        if "reads_first" in names:
            assert "begin_writing" in calls, f"{module}.{view.name} never calls db.begin_writing()"


def test_every_guarded_address_is_shut_for_a_stranger(app):
    migrate(app.extensions["portal.settings"].database_url)
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if getattr(view, "access", "public") == "public":
            continue
        path = _some_path(rule)
        if view.for_scripts:
            for method in rule.methods:
                assert client.open(path, method=method).status_code == 401, f"{method} {path}"
            continue
        answer = client.get(path) if "GET" in rule.methods else client.post(path)
        assert answer.status_code == 303, f"{path} answered {answer.status_code}"
        assert answer.location.startswith("/sign-in"), path


def _some_path(rule):
    """Return an address that the rule takes."""
    path = rule.rule
    for name, converter in rule._converters.items():
        path = re.sub(rf"<(?:[^<>]*:)?{name}>", _some_value(converter), path)
    return path


def _some_value(converter):
    kind = type(converter).__name__
    if kind == "AnyConverter":
        return next(iter(converter.items))
    return {"UUIDConverter": SOME_ID, "IntegerConverter": "1"}.get(kind, "x")
