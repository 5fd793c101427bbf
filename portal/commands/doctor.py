"""`doctor`: say in words what is missing or wrong."""

from argparse import Namespace

from portal.commands.base import Command, make_data_folder, settings_now, storage_of
from portal.doctor import examine


def run(arguments: Namespace) -> int:
    """Say what was looked at; 1 when something has to be put right."""
    settings = settings_now()
    make_data_folder(settings)
    troubles = 0
    for finding in examine(settings, storage_of(settings)):
        print(f"{'ok   ' if finding.good else 'WRONG'}  {finding.words}", flush=True)
        troubles += not finding.good
    print("All is well." if not troubles else f"To put right: {troubles}.")
    return 1 if troubles else 0


COMMAND = Command("doctor", "say in words what is missing or wrong", run)
