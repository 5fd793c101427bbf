"""Catalogues for tests: what Babel finds in the portal, and languages that nobody speaks."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.sources import ROOT

EXTRACT = "babel.messages.frontend -q extract -F pyproject.toml -k _l -k lazy_gettext"
HELD = re.compile(r"%\(\w+\)s|%%|\n")


@cache
def messages() -> dict[str, str]:
    """Return every message with its plural, found as a translator would find it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "messages.pot"
        command = [*EXTRACT.split(), "-o", str(file), "portal"]
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True)
        with file.open("rb") as template:
            found = read_po(template)
    ids = [message.id for message in found if message.id]
    return dict(i if isinstance(i, tuple) else (i, "") for i in ids)


def write_catalogue(folder: Path, tag: str) -> None:
    """Write and compile a catalogue whose words are no words."""
    catalog = Catalog(locale=tag)
    for one, many in messages().items():
        plurals = tuple(unspoken(many) for _number in range(catalog.num_plurals))
        catalog.add((one, many) if many else one, plurals if many else unspoken(one))
    place = folder / tag / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "messages.po").open("wb") as file:
        write_po(file, catalog)
    with (place / "messages.mo").open("wb") as file:
        write_mo(file, catalog)


def unspoken(text: str) -> str:
    """Return words that nobody says, with the values in their places: `[ǿđđ %(name)s ǿđđ]`."""
    held = HELD.findall(text)
    return "[" + " ".join(["ǿđđ", *held, "ǿđđ"]) + "]"
