"""The locks hold what pyproject.toml names, with hashes, and no address of any index."""

import re
import sys
import tomllib
from ast import Import, ImportFrom, parse, walk
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
RUNTIME = PROJECT["dependencies"] + [
    each for extra, named in EXTRAS.items() if extra != "dev" for each in named
]


def plain(name: str) -> str:
    """Write a name as indexes do, without extras, versions and markers."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name, maxsplit=1)[0]).lower()


def pins(lock: str) -> dict[str, str]:
    lines = (ROOT / lock).read_text().splitlines()
    found = [re.match(r"([\w.-]+)==([^ ;]+)", line) for line in lines]
    return {plain(each[1]): each[2] for each in found if each}


def imported(folder: str) -> set[str]:
    """Name the packages of others that the Python files below a folder import."""
    names = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in walk(parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Import):
                names |= {each.name for each in node.names}
            elif isinstance(node, ImportFrom) and node.module and not node.level:
                names.add(node.module)
    tops = {name.partition(".")[0] for name in names}
    return tops - set(sys.stdlib_module_names) - {"portal", "tests", "migrations"}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    for line in text.splitlines():
        assert re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line


def test_the_locks_hold_what_the_project_names() -> None:
    assert {plain(each) for each in RUNTIME} <= pins("requirements.lock").keys()
    assert {plain(each) for each in EXTRAS["dev"]} <= pins("requirements-dev.lock").keys()


def test_tests_run_on_the_releases_that_people_run() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_the_portal_imports_only_what_the_project_names() -> None:
    owners = packages_distributions()
    named = {plain(each) for each in RUNTIME}
    # What Flask and boto3 are made of may be used by name, as their own documents do.
    named |= {"werkzeug", "jinja2", "markupsafe", "itsdangerous", "botocore", "greenlet"}
    for package in imported("portal") | imported("migrations"):
        assert named & {plain(owner) for owner in owners.get(package, [])}, package
