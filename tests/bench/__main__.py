"""`python -m tests.bench`: the demo's pages, how many it serves, slow lines, and among many.

`python -m tests.bench lines lighthouse` measures these parts only.
"""

import logging
import sys
import tempfile
from argparse import ArgumentParser
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from portal import create_app
from portal.config import read_settings
from portal.demo.preparing import demo_settings, migrate_if_needed, pour_if_needed
from portal.demo.showing import live_link
from tests.bench.among_many import measure_among_many
from tests.bench.budgets import measure_budgets
from tests.bench.crowds import kept_crowds
from tests.bench.lighthouse import measure_lighthouse
from tests.bench.lines.measuring import measure_lines
from tests.bench.throughput import measure_throughput

OF_THE_DEMO = {
    "pages": measure_budgets,
    "throughput": measure_throughput,
    "lines": measure_lines,
    "lighthouse": measure_lighthouse,
}
PARTS = (*OF_THE_DEMO, "crowds")


def main() -> int:
    """Measure all parts, or those that are named; the exit code counts what is over its budget."""
    parser = ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("parts", nargs="*", default=PARTS, help=", ".join(PARTS))
    parts = parser.parse_args().parts
    logging.disable(logging.WARNING)
    over = 0
    if set(parts) & set(OF_THE_DEMO):
        with poured_demo() as app:
            page = employers_page(app)
            over += sum(OF_THE_DEMO[part](app, page) for part in parts if part in OF_THE_DEMO)
    if "crowds" in parts:
        with kept_crowds() as crowds:
            over += measure_among_many(crowds)
    print("\nEverything keeps its budget." if not over else f"\nOver the budget: {over}.")
    return 1 if over else 0


@contextmanager
def poured_demo():
    """Pour the demo into a folder of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environ = {"PORTAL_DATA_DIR": str(Path(folder)), "PORTAL_BASE_URL": "http://localhost"}
        settings = demo_settings(read_settings(environ, demo=True))
        migrate_if_needed(settings)
        app = create_app(settings)
        pour_if_needed(app)
        try:
            yield app
        finally:
            app.extensions["portal.database"].close()


def employers_page(app) -> str:
    """Return the path of a link that runs."""
    with app.extensions["portal.database"].session(reads=True) as session:
        return urlsplit(live_link(session, app.extensions["portal.settings"])).path


if __name__ == "__main__":
    sys.exit(main())
