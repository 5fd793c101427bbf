"""Our scripts and sheets as the oldest engines read them: ES5, and a plain value first."""

import re

import pytest
from calmjs.parse import es5
from calmjs.parse.asttypes import Identifier
from calmjs.parse.exceptions import ECMASyntaxError
from calmjs.parse.walkers import Walker

from portal.assets import SCRIPTS, shorten
from portal.drawing import join_sheets
from tests.sheets import unread
from tests.sources import PORTAL

NEW_ENGINES_ONLY = {"worker.js"}
OURS = [
    path
    for path in sorted(SCRIPTS.rglob("*.js"))
    if "vendor" not in path.parts and path.name not in NEW_ENGINES_ONLY
]
# Missing in Chrome 49 or in WebKit 602 (iOS 9): to be asked for as `window.…` before it is used.
YOUNG = re.compile(
    r"fetch|AbortController|IntersectionObserver|ResizeObserver|URLSearchParams|TextEncoder"
    r"|entries|values|padStart|padEnd|flat|flatMap|allSettled|finally|matchAll|replaceAll"
    r"|toggleAttribute|isConnected|composedPath|replaceChildren|replaceWith|prepend|submitter"
    r"|requestSubmit|structuredClone|queueMicrotask|globalThis|randomUUID"
)


def young_names(script):
    """Return the young names that a script uses and never asks for."""
    names = {one.value for one in Walker().filter(es5(script), lambda n: isinstance(n, Identifier))}
    asked = set(re.findall(r"\bwindow\.(\w+)", script))
    return sorted(name for name in names - asked if YOUNG.fullmatch(str(name)))


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_scripts_are_es5_and_use_what_old_engines_have(path):
    script = path.read_text()

    assert not young_names(script)
    assert not young_names(shorten(script))


@pytest.mark.parametrize(
    "script",
    ["let a = 1", "var a = () => 1", "var a = `b`", "var a = {b}", "class A {}", "f(a,)", "a?.b"],
)
def test_a_newer_script_would_be_found(script):
    with pytest.raises(ECMASyntaxError):
        es5(script)


def test_a_young_name_would_be_found():
    assert young_names("fetch('/'); a.padStart(3)") == ["fetch", "padStart"]
    assert not young_names("if (window.fetch) { window.fetch('/'); }")


def test_the_sheet_loses_nothing_in_engines_of_2013():
    assert not unread(join_sheets())


def test_each_sheet_is_whole_by_itself():
    for path in (PORTAL / "static" / "css").glob("*.css"):
        assert not unread(path.read_text()), path.name


@pytest.mark.parametrize(
    "sheet",
    [
        "@layer a { b { color: red } }",
        "@supports (display: grid) { a { color: red } }",
        "@media (width > 30em) { a { color: red } }",
        "a { & b { color: red } }",
        "a { b { color: red } }",
        ":is(a, b) { color: red }",
        "a:has(b) { color: red }",
        "a, b:focus-visible { color: red }",
        "a { --ink: red }",
        "a { color: var(--ink) }",
        "a { width: min(3em, 100%) }",
        "a { height: 100dvh }",
        "a { display: grid }",
        "a { display: flex }",
        "a { margin-inline-start: 1em }",
        "a { text-align: start }",
        "a { color: #1234 }",
        "a { color: rgb(0 0 0 / 50%) }",
        "a { color }",
    ],
)
def test_what_an_old_engine_would_lose_is_found(sheet):
    assert unread(sheet)


@pytest.mark.parametrize(
    "sheet",
    [
        "a { color: red; color: var(--ink) }",
        "a { display: block; display: grid }",
        "a { margin-left: 1em; margin-inline-start: 1em }",
        "a { text-align: left; text-align: start }",
        "a:focus-visible { color: red }",
        "@media print { a { color: #123456 } }",
    ],
)
def test_what_has_a_plain_value_first_is_let_be(sheet):
    assert not unread(sheet)
