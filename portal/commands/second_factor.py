"""`forget-second-factor`: let somebody in who lost both the app and the codes on paper."""

from argparse import ArgumentParser, Namespace

from portal.blueprints.accounts.queries import person_with_email
from portal.blueprints.programmes.actions.second_factors import turn_off_second_factor
from portal.commands.base import Command, Refusal, portal_with, settings_now
from portal.commands.databases import must_be_migrated


def run(arguments: Namespace) -> int:
    """Turn the second step off for the account with this e-mail; its owner is told by mail."""
    settings = settings_now()
    with portal_with(settings) as app:
        database = app.extensions["portal.database"]
        must_be_migrated(database)
        with app.app_context(), database.session() as session, session.begin():
            person = person_with_email(session, arguments.email)
            if person is None:
                raise Refusal(f"Nobody has the e-mail “{arguments.email}” here.")
            if not turn_off_second_factor(session, settings, person):
                raise Refusal(f"{person.name} has no second step that could be turned off.")
            print(f"{person.name} signs in with the password alone now, and is told by mail.")
    return 0


def own_arguments(parser: ArgumentParser) -> None:
    """Ask whose it is."""
    parser.add_argument("email", metavar="EMAIL", help="the e-mail address of the account")


COMMAND = Command(
    "forget-second-factor", "let somebody in who lost app and codes", run, own_arguments
)
