"""One journey in one engine, against a portal of its own."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from portal import create_app
from portal.config import read_settings
from portal.demo.preparing import demo_settings, migrate_if_needed, pour_if_needed
from tests.engines.counting import doubled
from tests.running import Running

HERE = Path(__file__).parent
TOOLKIT = Path(os.environ.get("OLDPHONES", HERE.parents[2] / "shared/oldphones")).absolute()
HOME = Path(os.environ.get("OLDPHONES_HOME", "~/.cache/oldphones")).expanduser()
LONGEST = 900  # seconds
PHOTO = """
SELECT version_files.media_id FROM version_files
JOIN versions ON versions.id = version_files.version_id JOIN works ON works.id = versions.work_id
WHERE works.title = 'Lunch orders on the phone'
"""


class Run(NamedTuple):
    """What is to be tried."""

    engine: str
    line: str  # "open", or one of the toolkit's lines
    journey: str


def missing() -> str:
    """Say what is not there, in one sentence, or nothing."""
    if not (TOOLKIT / "bench.py").exists():
        return "The toolkit of old engines is not there: set OLDPHONES to its folder."
    if not _python().exists():
        return "The old engines are not installed: run the setup.sh of the toolkit first."
    return ""


def tried(run: Run, poured: Path, shots: Path) -> str:
    """Try one journey on a copy of the poured demo, and say in a few words how it went."""
    with portal_of_its_own(poured) as portal:
        scenario = scenario_of(run.journey, portal.data)
        said = _bench(run, portal.url, scenario, shots / run.line)
        wrong = doubled(portal.data)
    return f"failed: {wrong[0]}" if wrong else cell(said)


def cell(said: str) -> str:
    """Turn what the bench printed into a cell of the table."""
    if "not installed" in said:
        return "not installed"
    failed = re.search(r"^\S+ +(\d+) FAIL +[\d.]+ s +(.*)", said, re.MULTILINE)
    if failed:
        why = " ".join(failed[2].replace("|", "/").split())
        return f"failed at step {failed[1]}: {why[:160]}"
    passed = re.search(r"(\d+) of \1 steps passed in ([\d.]+) s", said)
    if passed:
        return f"passed, {passed[1]} steps, {float(passed[2]):.0f} s"
    return "failed: " + " ".join(said.replace("|", "/").split())[-160:]


def pour_demo(folder: Path) -> None:
    """Pour the demo into this folder."""
    environ = {"PORTAL_DATA_DIR": str(folder), "PORTAL_BASE_URL": "http://localhost"}
    settings = demo_settings(read_settings(environ, demo=True))
    folder.mkdir()
    migrate_if_needed(settings)
    app = create_app(settings)
    pour_if_needed(app)
    app.extensions["portal.database"].close()


@contextmanager
def portal_of_its_own(poured: Path) -> Iterator[Running]:
    """Serve a fresh copy of the poured demo, and end whatever happens."""
    data = poured.with_name("data")
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(poured, data)
    portal = Running(data)
    try:
        portal.start("demo")
        yield portal
    finally:
        portal.kill()


def scenario_of(journey: str, data: Path) -> Path:
    """Write the journey with the photo's own name in it, beside what it uploads."""
    with sqlite3.connect(data / "portal.db") as database:
        photo = UUID(str(database.execute(PHOTO).fetchone()[0]))
    text = (HERE / f"{journey}.json").read_text().replace("{photo}", str(photo))
    scenario = data / f"{journey}.json"
    scenario.write_text(text)
    shutil.copy(HERE / "shelf.jpg", data)
    return scenario


def _bench(run: Run, url: str, scenario: Path, shots: Path) -> str:
    command = [_python(), HERE / "driving.py", url, scenario, "--engines", run.engine]
    if run.line != "open":
        command += ["--net", run.line]
    done = subprocess.run(
        [*command, "--out", shots],
        env={**os.environ, "OLDPHONES": str(TOOLKIT)},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    return done.stdout + done.stderr


def steps_of(journey: str) -> list[dict[str, object]]:
    """Return the steps of a journey."""
    return list(json.loads((HERE / f"{journey}.json").read_text()))


def _python() -> Path:
    return HOME / "venv/bin/python"
