"""The source of the portal as trees, for the tests that read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PORTAL = ROOT / "portal"


@cache
def modules() -> dict[str, Path]:
    """Return every module of the portal: `portal.once` → portal/once.py."""
    return {_name(path): path for path in sorted(PORTAL.rglob("*.py"))}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(module: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(modules()[module].read_text())


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the portal with the module it stands in."""
    for module in modules():
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.Call):
                yield module, node


def name_of(call: ast.Call) -> str:
    """Return the last part of what is called: `enqueue` in `jobs.enqueue(…)`."""
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def strings_given_to(function: str, *, place: int) -> set[str]:
    """Return the texts that calls of a function have at that place."""
    return {
        call.args[place].value
        for _module, call in calls()
        if name_of(call) == function
        and len(call.args) > place
        and isinstance(call.args[place], ast.Constant)
    }


@cache
def imports_of(module: str) -> frozenset[str]:
    """Return every module that a module imports, inside functions too."""
    found: set[str] = set()
    package = module if modules()[module].name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= _imported_from(node, package)
    return frozenset(found)


def _imported_from(node: ast.ImportFrom, package: str) -> set[str]:
    base = node.module or ""
    if node.level:
        above = package.split(".")[: len(package.split(".")) - node.level + 1]
        base = ".".join([*above, *([node.module] if node.module else [])])
    inner = {f"{base}.{alias.name}" for alias in node.names}
    return {base} | (inner & modules().keys())


def reached_from(module: str, *, but: tuple[str, ...] = ()) -> dict[str, str]:
    """Return all that importing a module imports, each with the module that asks for it.

    `but` names packages whose own `__init__` is not followed: they put the program together.
    """
    asked, waiting = {module: ""}, [module]
    while waiting:
        here = waiting.pop()
        if here not in modules() or (here in but and here != module):
            continue
        for there in imports_of(here) | _packages_of(here):
            if there not in asked:
                asked[there] = here
                waiting.append(there)
    return asked


def _packages_of(module: str) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[:count]) for count in range(1, len(parts))}
