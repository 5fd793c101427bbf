"""The languages that the screens speak."""

from collections.abc import Iterable
from pathlib import Path

from babel import Locale

CATALOGUES = Path(__file__).parent / "translations"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "ps", "ckb")


def find_languages(folder: Path = CATALOGUES) -> dict[str, str]:
    """Return tag and own name of English and of every language with a catalogue."""
    tags = ["en", *sorted(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/*.po"))]
    return {tag: (Locale.parse(tag).get_language_name() or tag).capitalize() for tag in tags}


LANGUAGES = find_languages()


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
