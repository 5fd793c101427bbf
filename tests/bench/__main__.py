"""`python -m tests.bench`: budgets of the demo's pages, how many it serves, and among many."""

import logging
import sys
import tempfile
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
from tests.bench.throughput import measure_throughput


def main() -> int:
    """Measure everything; what is over its budget is marked, and the exit code counts it."""
    logging.disable(logging.WARNING)
    with poured_demo() as app:
        over = measure_budgets(app, employers_page(app))
        over += measure_throughput(app, employers_page(app))
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
