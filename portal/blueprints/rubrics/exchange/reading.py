"""Reading a rubric from JSON: whatever is wrong is a sentence that names its place."""

import json
import re
from typing import Any

from portal.blueprints.rubrics.exchange.shape import NamedSkill, RubricWords
from portal.blueprints.rubrics.exchange.writing import KIND, VERSION
from portal.blueprints.rubrics.forms import (
    CRITERION_WORDS,
    LEVEL_NAME,
    LEVEL_WORDS,
    MOST_LEVELS,
)
from portal.blueprints.rubrics.wording import CriterionWords, LevelWords
from portal.forms import SHORT
from portal.typed import clean, one_line
from portal.words import gettext as _

MOST_BYTES, MOST_CRITERIA, MOST_WRONGS = 200_000, 30, 20
LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})?")


class NotARubric(Exception):
    """The text is no rubric, or a broken one; the sentences say what to put right."""

    def __init__(self, *sentences: str) -> None:
        """Remember the sentences, not more than a person reads."""
        super().__init__(sentences[0])
        self.sentences = list(sentences[:MOST_WRONGS])


class _Twice(Exception):
    """A name stands twice in one object."""


def read_rubric(text: str) -> RubricWords:
    """Return the words of the rubric; raises NotARubric with every mistake."""
    whole = _parsed(text)
    if not isinstance(whole, dict) or whole.get("foothold") != KIND:
        raise NotARubric(_("This is no rubric. It has to begin like the example below."))
    if type(whole.get("version")) is not int or whole["version"] != VERSION:
        raise NotARubric(_("This rubric has a version that is not known here. Known is 1."))
    reading = _Reading()
    words = reading.rubric(whole)
    if reading.wrongs:
        raise NotARubric(*reading.wrongs)
    return words


def _parsed(text: str) -> Any:
    if not text.strip():
        raise NotARubric(_("Choose a file, or paste the rubric."))
    if len(text) > MOST_BYTES:
        raise NotARubric(_("This is too long for a rubric. Choose another file."))
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as wrong:
        raise NotARubric(
            _(
                "This can not be read as JSON: look at line %(line)s, character %(place)s.",
                line=wrong.lineno,
                place=wrong.colno,
            )
        ) from None
    except _Twice as twice:
        name = str(twice)[:60]
        raise NotARubric(_("“%(name)s” stands twice in one place.", name=name)) from None
    except (ValueError, RecursionError):
        raise NotARubric(_("This can not be read: it is nested or long beyond reason.")) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice(one_line(name[:60]))
        found[name] = value
    return found


class _Reading:
    """One rubric being read, and the mistakes that were met."""

    def __init__(self) -> None:
        self.wrongs: list[str] = []

    def wrong(self, place: str, sentence: str) -> None:
        self.wrongs.append(f"{place}: {sentence}" if place else sentence)

    def rubric(self, whole: dict[str, Any]) -> RubricWords:
        title = self.line(whole, "title", "", most=SHORT, required=_("Enter the title"))
        language = self.line(whole, "language", "", most=16) or "en"
        if not LANGUAGE.fullmatch(language):
            self.wrong("", _("“language” must be a short code, such as “en”."))
        rows = self.rows(whole, "criteria", "", fewest=1, most=MOST_CRITERIA)
        places = [_("Criterion %(number)s", number=at) for at in range(1, len(rows) + 1)]
        read = list(zip(rows, places, strict=True))
        criteria = tuple(self.criterion(row, place) for row, place in read)
        return RubricWords(title, language, criteria, tuple(self.skill(*one) for one in read))

    def skill(self, row: dict[str, Any], place: str) -> NamedSkill | None:
        name = self.line(row, "skill", place, most=SHORT)
        return NamedSkill(name) if name else None

    def criterion(self, row: dict[str, Any], place: str) -> CriterionWords:
        name = self.line(row, "name", place, most=SHORT, required=_("Enter what you look at"))
        words = self.text(row, "words", place, most=CRITERION_WORDS)
        rows = self.rows(row, "levels", place, fewest=2, most=MOST_LEVELS)
        levels = tuple(
            self.level(one, _("%(place)s, level %(number)s", place=place, number=at))
            for at, one in enumerate(rows, 1)
        )
        if levels and not any(level.met for level in levels):
            self.wrong(place, _("Say with “met” which of the levels is enough."))
        return CriterionWords(name, words, None, levels)

    def level(self, row: dict[str, Any], place: str) -> LevelWords:
        name = self.line(
            row, "name", place, most=LEVEL_NAME, required=_("Enter the name of the level")
        )
        sentence = _("Describe in a sentence what work at this level looks like")
        words = self.text(row, "words", place, most=LEVEL_WORDS, required=sentence)
        met = row.get("met", False)
        if not isinstance(met, bool):
            self.wrong(place, _("“met” must be true or false."))
        return LevelWords(name, words, met is True)

    def rows(
        self, thing: dict[str, Any], name: str, place: str, *, fewest: int, most: int
    ) -> list[dict[str, Any]]:
        rows = thing.get(name)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.wrong(place, _("“%(name)s” must be a list of objects.", name=name))
        elif not fewest <= len(rows) <= most:
            sentence = _(
                "“%(name)s” has %(count)s things in it. It takes %(fewest)s to %(most)s.",
                name=name,
                count=len(rows),
                fewest=fewest,
                most=most,
            )
            self.wrong(place, sentence)
        else:
            return rows
        return []

    def line(
        self, thing: dict[str, Any], name: str, place: str, *, most: int, required: str = ""
    ) -> str:
        return one_line(self.text(thing, name, place, most=most, required=required))

    def text(
        self, thing: dict[str, Any], name: str, place: str, *, most: int, required: str = ""
    ) -> str:
        value = thing.get(name)
        if value is not None and not isinstance(value, str):
            self.wrong(place, _("“%(name)s” must be text.", name=name))
            return ""
        text = clean(value or "")
        if required and not text.strip():
            self.wrong(place, f"{required}.")
        if len(text) > most:
            sentence = _(
                "“%(name)s” is %(length)s letters and signs long. It takes %(most)s.",
                name=name,
                length=len(text),
                most=most,
            )
            self.wrong(place, sentence)
        return text
