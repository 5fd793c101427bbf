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

from tests.engines import table
from tests.engines.running import Run, missing, pour_demo, tried
from tests.running import ROOT

PAGE = ROOT / "docs/engines.md"
LINES = {
    "open": tuple(table.ENGINES),
    "slow3g": ("phantomjs", "chrome64-nojs", "w3m"),
    "2g": ("phantomjs", "chrome80"),
    "flaky": ("chrome64-nojs", "chrome80"),
    "tunnel": ("phantomjs", "chrome80"),
}


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
    """Name what is tried: what was asked for, or all on the open line and some on the others."""
    for line in asked.lines.split(",") if asked.lines else LINES:
        for engine in asked.engines or LINES.get(line, tuple(table.ENGINES)):
            for journey in asked.journeys.split(","):
                yield Run(engine, line, journey)


if __name__ == "__main__":
    sys.exit(main())
