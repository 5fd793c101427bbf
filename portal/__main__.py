"""The commands, from serve to seed."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from portal.commands import (
    backup,
    coordinator,
    demo,
    doctor,
    migrate,
    second_factor,
    seed,
    serve,
)
from portal.commands.base import Command, Refusal
from portal.config import BadSetting

COMMANDS: tuple[Command, ...] = (
    serve.SERVE,
    serve.WORK,
    migrate.COMMAND,
    demo.COMMAND,
    doctor.COMMAND,
    backup.BACKUP,
    backup.RESTORE,
    coordinator.COMMAND,
    second_factor.COMMAND,
    seed.COMMAND,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 1 when it cannot be done, 2 when nobody knows it."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (BadSetting, Refusal) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> ArgumentParser:
    """Return what reads the words behind `python -m portal`."""
    words = ArgumentParser(prog="python -m portal", description="Foothold, the portal.")
    commands = words.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        own = commands.add_parser(command.name, help=command.words, description=command.words)
        command.arguments(own)
        own.set_defaults(run=command.run)
    return words


if __name__ == "__main__":
    sys.exit(main())
