"""`serve`: answer requests, with workers beside it; and `work`: do jobs."""

import os
import socket
from argparse import ArgumentParser, Namespace

from portal.commands.base import (
    Command,
    Refusal,
    log_to_stderr,
    make_data_folder,
    portal_with,
    settings_now,
)
from portal.commands.databases import must_be_migrated, must_hold_no_demo
from portal.languages import compile_catalogues
from portal.serving import listening, serve
from portal.working import work


def run(arguments: Namespace) -> int:
    """Serve the portal until a signal ends it."""
    settings = settings_now()
    make_data_folder(settings)
    log_to_stderr()
    compile_catalogues()
    with portal_with(settings) as app:
        must_be_migrated(app.extensions["portal.database"])
        must_hold_no_demo(app.extensions["portal.database"])
        with listen_here() as listener:
            serve(app, listener)
    return 0


def listen_here() -> socket.socket:
    """Listen at HOST and PORT, or refuse when that place cannot be had."""
    host, port = os.environ.get("HOST") or "127.0.0.1", int(os.environ.get("PORT") or 8000)
    try:
        return listening(host, port)
    except (OSError, OverflowError) as trouble:
        why = getattr(trouble, "strerror", None) or str(trouble)
        raise Refusal(
            f"Nothing can be served on {host}, port {port}: {why}. Choose another HOST or PORT."
        ) from trouble


def run_worker(arguments: Namespace) -> int:
    """Do jobs until a signal ends it, or the process that started it is gone."""
    settings = settings_now()
    make_data_folder(settings)
    log_to_stderr()
    with portal_with(settings) as app:
        must_be_migrated(app.extensions["portal.database"])
        work(app, parent=arguments.parent)
    return 0


def worker_arguments(parser: ArgumentParser) -> None:
    """Let `serve` tell its workers whom they belong to."""
    parser.add_argument("--parent", type=int, metavar="PID", help="end when this process ends")


SERVE = Command("serve", "answer requests, with a worker beside it", run)
WORK = Command("work", "do jobs: photos, mails", run_worker, worker_arguments)
