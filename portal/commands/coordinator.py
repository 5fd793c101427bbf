"""`create-coordinator`: let somebody in who then lets everybody else in."""

from argparse import ArgumentParser, Namespace

from portal.blueprints.programmes.actions import create_coordinator_invitation
from portal.commands.base import Command, Refusal, portal_with, settings_now
from portal.commands.databases import must_be_migrated
from portal.typed import one_line
from portal.words import speaking


def run(arguments: Namespace) -> int:
    """Make the programme if it is new, and print an invitation for its coordinator."""
    words = {name: one_line(getattr(arguments, name)) for name in ("programme", "name", "email")}
    if not all(words.values()):
        raise Refusal("Say the programme, the name and the e-mail address, none of them empty.")
    if "@" not in words["email"].strip("@"):
        raise Refusal(f"“{words['email']}” is no e-mail address: write it as name@place.")
    settings = settings_now()
    with portal_with(settings) as app:
        database = app.extensions["portal.database"]
        must_be_migrated(database)
        with app.app_context(), speaking("en"), database.session() as session, session.begin():
            link = create_coordinator_invitation(
                session,
                settings,
                programme_name=words["programme"],
                name=words["name"],
                email=words["email"],
            )
    print(f"Give this link to {words['name']}; it works once:\n\n  {link}\n")
    return 0


def own_arguments(parser: ArgumentParser) -> None:
    """Ask for the programme and the person."""
    parser.add_argument("programme", metavar="PROGRAMME", help="its name; made if it is new")
    parser.add_argument("name", metavar="NAME", help="the coordinator's name")
    parser.add_argument("email", metavar="EMAIL", help="the coordinator's e-mail address")


COMMAND = Command("create-coordinator", "print an invitation for a coordinator", run, own_arguments)
