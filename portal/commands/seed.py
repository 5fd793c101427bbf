"""`seed`: fill an empty database with a crowd, to measure the portal among many."""

import secrets
import time
from argparse import ArgumentParser, Namespace
from datetime import datetime

from portal.blueprints.accounts.passwords import hash_password
from portal.clock import now
from portal.commands.base import Command, Refusal, portal_with, settings_now
from portal.commands.databases import holds_people, must_be_migrated
from portal.demo.seeding import seed
from portal.demo.seeding.sizes import Size
from portal.working import tools_of


def run(arguments: Namespace) -> int:
    """Make the crowd, and say who can sign in and how."""
    size = Size(arguments.learners, arguments.mentors, arguments.works)
    if min(size.learners, size.mentors, size.works) < 1:
        raise Refusal("There has to be one learner, one mentor and one work at least.")
    began, password = time.monotonic(), secrets.token_urlsafe(9)
    with portal_with(settings_now()) as app:
        database = app.extensions["portal.database"]
        must_be_migrated(database)
        if holds_people(database):
            raise Refusal(
                "This database holds people already: only an empty one is seeded, "
                "so set PORTAL_DATA_DIR or PORTAL_DATABASE_URL to another place."
            )
        rows = seed(
            tools_of(app), size, midnight=last_midnight(), password_hash=hash_password(password)
        )
    print(
        f"Made {size.learners} learners, {size.mentors} mentors and {size.works} works: "
        f"{rows} rows in {time.monotonic() - began:.0f} seconds.\n"
        "Sign in as learner@seed.example, mentor@seed.example or coordinator@seed.example, "
        f"password {password}."
    )
    return 0


def last_midnight() -> datetime:
    """Return the beginning of this day in UTC: nothing of the crowd happened later."""
    return now().replace(hour=0, minute=0, second=0, microsecond=0)


def own_arguments(parser: ArgumentParser) -> None:
    """Ask for numbers; without them, as many as design.md names."""
    whole = Size()
    for name, most in (
        ("learners", whole.learners),
        ("mentors", whole.mentors),
        ("works", whole.works),
    ):
        words = f"how many {name} (else {most})"
        parser.add_argument(f"--{name}", type=int, default=most, metavar="N", help=words)


COMMAND = Command("seed", "fill an empty database with a crowd, to measure", run, own_arguments)
