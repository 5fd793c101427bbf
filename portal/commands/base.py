"""What every command has: a name, words for `--help`, and a way to refuse in one sentence."""

import logging
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask

from portal import create_app
from portal.config import BadSetting, Settings, read_settings
from portal.storage import Storage, storage_from


class Refusal(Exception):
    """The command cannot be done; the message says why and what to do."""


def no_arguments(parser: ArgumentParser) -> None:
    """Take nothing but the name of the command."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `run` returns the exit code."""

    name: str
    words: str
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None] = no_arguments


def settings_now(*, demo: bool = False) -> Settings:
    """Read the settings from the environment; raises BadSetting."""
    return read_settings(os.environ, demo=demo)


def make_data_folder(settings: Settings) -> None:
    """Make the data folder if it is missing, or refuse in words."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o750)
    except OSError as trouble:
        raise Refusal(
            f"The data folder {settings.data_dir} cannot be made: {trouble.strerror}. "
            "Set PORTAL_DATA_DIR to a folder that you may write to."
        ) from trouble


@contextmanager
def portal_with(settings: Settings) -> Iterator[Flask]:
    """Put the portal together, and give its database back at the end."""
    app = create_app(settings)
    try:
        yield app
    finally:
        app.extensions["portal.database"].close()


def storage_of(settings: Settings) -> Storage:
    """Open the storage; raises BadSetting."""
    try:
        return storage_from(settings.storage_url)
    except ValueError as trouble:
        raise BadSetting(f"PORTAL_STORAGE_URL: {trouble}") from trouble


def log_to_stderr() -> None:
    """Write the log to stderr, one line each."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s"
    )
    logging.getLogger("portal").setLevel(logging.INFO)
