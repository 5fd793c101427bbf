"""`demo`: show a believable programme, made at the first run and kept between runs."""

from argparse import Namespace

from portal.commands.base import (
    Command,
    log_to_stderr,
    make_data_folder,
    portal_with,
    settings_now,
)
from portal.commands.serve import listen_here
from portal.demo.preparing import demo_settings, migrate_if_needed, pour_if_needed
from portal.demo.showing import greeting
from portal.languages import compile_catalogues
from portal.serving import serve


def run(arguments: Namespace) -> int:
    """Make the demo ready, say how to get in, and serve it."""
    settings = demo_settings(settings_now(demo=True))
    make_data_folder(settings)
    log_to_stderr()
    compile_catalogues()
    with listen_here() as listener:
        migrate_if_needed(settings)
        with portal_with(settings) as app:
            print("Making the demo ready …", flush=True)
            pour_if_needed(app)
            with app.extensions["portal.database"].session(reads=True) as session:
                print(greeting(session, settings), flush=True)
            serve(app, listener)
    return 0


COMMAND = Command("demo", "show a believable programme", run)
