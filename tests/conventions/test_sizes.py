"""Small things: functions, modules, templates, sheets. The offender is named."""

import ast

import pytest

from tests.sources import PORTAL, ROOT, modules, tree_of

FUNCTION, MODULE, TEMPLATE, SHEET = 40, 300, 80, 200
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def longer(files, most):
    return {
        f"{path.relative_to(ROOT)}: {lines} lines"
        for path in files
        if (lines := len(path.read_text().splitlines())) > most
    }


def test_no_function_is_longer_than_forty_lines():
    wrong = [
        f"{module}.{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for module in modules()
        for node in ast.walk(tree_of(module))
        if isinstance(node, FUNCTIONS) and node.end_lineno - node.lineno + 1 > FUNCTION
    ]
    assert not wrong, wrong


def test_no_module_is_longer_than_three_hundred_lines():
    assert not longer(modules().values(), MODULE)


def test_no_template_is_longer_than_eighty_lines():
    assert not longer((PORTAL / "templates").rglob("*.html"), TEMPLATE)


def test_no_sheet_is_longer_than_two_hundred_lines():
    assert not longer((PORTAL / "static" / "css").rglob("*.css"), SHEET)


def test_most_functions_are_short():
    sizes = sorted(
        node.end_lineno - node.lineno + 1
        for module in modules()
        for node in ast.walk(tree_of(module))
        if isinstance(node, FUNCTIONS)
    )
    assert sizes[len(sizes) // 2] <= 12


@pytest.mark.parametrize("module", modules())
def test_every_module_and_every_public_thing_says_what_it_is(module):
    tree = tree_of(module)
    assert ast.get_docstring(tree), f"{module} does not say what it holds"
    for node in tree.body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_"):
            words = ast.get_docstring(node)
            assert words, f"{module}.{node.name} does not say what it does"
            first = words.splitlines()[0]
            assert first[0].isupper() or first[0] in '`“"', f"{module}.{node.name}: {first}"
            assert first.rstrip().endswith((".", "?", "!", ":")), f"{module}.{node.name}: {first}"


def test_nothing_is_called_utils():
    names = {"utils", "helpers", "misc", "common", "stuff", "manager", "service"}
    assert not [module for module in modules() if module.rpartition(".")[2] in names]


def test_no_check_is_switched_off():
    off = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in modules().values()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if "noqa" in line
    ]
    assert len(off) <= 5, off


def test_names_of_dates_and_functions_are_spelled_out():
    short = {"tmp", "obj", "mgr", "util", "cfg", "usr", "pwd", "lst", "dct"}
    wrong = [
        f"{module}: {node.name}"
        for module in modules()
        for node in ast.walk(tree_of(module))
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and node.name.strip("_") in short
    ]
    assert not wrong, wrong
