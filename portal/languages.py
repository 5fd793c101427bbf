"""The languages that the screens speak."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from portal import words
from portal.words import gettext as _

CATALOGUES = Path(__file__).parent / "translations"
CHECKED = "# Checked by a speaker: yes"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "ps", "ckb")


def find_languages(folder: Path = CATALOGUES) -> dict[str, str]:
    """Return tag and own name of English and of every language with a catalogue."""
    tags = ["en", *sorted(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/*.po"))]
    return {tag: (Locale.parse(tag).get_language_name() or tag).capitalize() for tag in tags}


def find_unchecked(folder: Path = CATALOGUES) -> frozenset[str]:
    """Return the languages of which no speaker has said yet that the words are right."""
    files = {path.parts[-3]: path.read_text("utf-8") for path in folder.glob("*/LC_MESSAGES/*.po")}
    return frozenset(
        tag for tag, text in files.items() if CHECKED not in text.partition("msgid")[0]
    )


LANGUAGES = find_languages()
UNCHECKED = find_unchecked()


def best_language(wanted: Iterable[str]) -> str:
    """Return the first wanted language that we speak, else English."""
    for tag in wanted:
        for known in (tag.replace("-", "_"), tag.replace("_", "-").split("-")[0]):
            if known in LANGUAGES:
                return known
    return "en"


def is_right_to_left(tag: str) -> bool:
    """Tell whether the language is written from right to left."""
    return tag.replace("_", "-").split("-")[0] in RIGHT_TO_LEFT


def name_of(tag: str) -> str:
    """Say the language's own name, and that no speaker has checked it where that is so."""
    if tag not in UNCHECKED:
        return LANGUAGES[tag]
    with words.speaking(tag):
        return _("%(language)s (not checked yet)", language=LANGUAGES[tag])


def uncompiled(folder: Path = CATALOGUES) -> list[Path]:
    """Return the catalogues whose compiled words are missing, or older than what was written."""
    return [path for path in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_newer(path)]


def _is_newer(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def compile_catalogues(folder: Path = CATALOGUES) -> None:
    """Compile what has to be; where nothing may be written, the doctor says so."""
    for path in uncompiled(folder):
        part = path.with_suffix(f".{os.getpid()}.part")
        with suppress(OSError):
            with path.open("rb") as source, part.open("wb") as compiled:
                write_mo(compiled, read_po(source))
            part.replace(path.with_suffix(".mo"))
