"""`demo`: show a believable programme, made at the first run and kept between runs."""

from argparse import Namespace

from portal import create_app
from portal.commands.base import Command, log_to_stderr, make_data_folder, settings_now
from portal.commands.serve import listen_here, serve_on
from portal.demo.preparing import demo_settings, migrate_if_needed, pour_if_needed
from portal.demo.showing import greeting


def run(arguments: Namespace) -> int:
    """Make the demo ready, say how to get in, and serve it."""
    settings = demo_settings(settings_now(demo=True))
    make_data_folder(settings)
    log_to_stderr()
    with listen_here() as listener:
        migrate_if_needed(settings)
        app = create_app(settings)
        print("Making the demo ready …", flush=True)
        pour_if_needed(app)
        with app.extensions["portal.database"].session(reads=True) as session:
            print(greeting(session, settings), flush=True)
        return serve_on(app, listener)


COMMAND = Command("demo", "show a believable programme", run)
