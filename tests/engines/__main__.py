"""`make engines`: the journeys in real old browsers on real slow lines, into docs/engines.md.

`python -m tests.engines phantomjs w3m --lines open,slow3g --journeys learner` tries some, and
leaves the other cells as they are.
"""

import logging
import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from portal import create_app
from portal.config import read_settings
from portal.demo.preparing import demo_settings, migrate_if_needed, pour_if_needed
from tests.engines import table
from tests.engines.running import Run, missing, tried
from tests.running import ROOT

PAGE = ROOT / "docs/engines.md"
ON_THE_SLOW_LINE = ("phantomjs", "chrome64-nojs", "w3m")


def main() -> int:
    """Try everything that was asked for, and count what failed."""
    asked = _asked()
    if why := missing():
        print(why, file=sys.stderr)
        return 3
    logging.disable(logging.WARNING)
    cells = table.read(PAGE)
    with tempfile.TemporaryDirectory(prefix="engines-") as folder:
        poured = Path(folder) / "poured"
        shutil.copytree(asked.data, poured) if asked.data else pour_demo(poured)
        for run in runs(asked):
            cells[run] = tried(run, poured, Path(asked.shots))
            print(f"{run.engine:<14} {run.line:<8} {run.journey:<8} {cells[run]}", flush=True)
            table.write(PAGE, cells)
    return sum(cells[run].startswith("failed") for run in runs(asked)) and 1


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.engines")
    parser.add_argument("engines", nargs="*", help="all, when none is named")
    parser.add_argument("--lines", default="", help="open, slow3g, 2g, flaky …")
    parser.add_argument("--journeys", default=",".join(table.JOURNEYS))
    parser.add_argument("--data", help="the data folder of a poured demo that nobody serves")
    parser.add_argument("--shots", default=os.path.join(tempfile.gettempdir(), "engine-shots"))
    return parser.parse_args()


def runs(asked: Namespace) -> Iterator[Run]:
    """Name what is tried: all on the open line, three on the slow one, or what was asked for."""
    for line in asked.lines.split(",") if asked.lines else ("open", "slow3g"):
        all_here = table.ENGINES if line == "open" or asked.lines else ON_THE_SLOW_LINE
        for engine in asked.engines or all_here:
            for journey in asked.journeys.split(","):
                yield Run(engine, line, journey)


def pour_demo(folder: Path) -> None:
    """Pour the demo into this folder."""
    environ = {"PORTAL_DATA_DIR": str(folder), "PORTAL_BASE_URL": "http://localhost"}
    settings = demo_settings(read_settings(environ, demo=True))
    folder.mkdir()
    migrate_if_needed(settings)
    app = create_app(settings)
    pour_if_needed(app)
    app.extensions["portal.database"].close()


if __name__ == "__main__":
    sys.exit(main())
