"""The languages that the portal really speaks: a learner meets no English in them."""

import re
from datetime import UTC, date, datetime

import pytest

from portal import dates, words
from portal.languages import CATALOGUES
from portal.sizes import say_size
from tests.catalogues import messages
from tests.conventions.test_catalogues import said_in
from tests.test_languages import ENGLISH, NAMES, english_in, pages_of, speak, texts
from tests.test_languages import world as world  # one programme with work in every state

SAME = re.compile("Foothold|CSV|JSON|ZIP|index")  # names, the same in every language
TAGS = sorted(path.parts[-3] for path in CATALOGUES.glob("*/LC_MESSAGES/*.po"))


def english_words_of(tag):
    """Return the English messages that the language says otherwise."""
    return {one for one, _many, said in said_in(tag) if one not in said and len(one) > 3}


@pytest.mark.parametrize("role", ["learner", "mentor", "coordinator"])
def test_no_page_in_arabic_keeps_a_word_of_english(visitor, make, world, role):
    speak(make, world[role], "ar")
    visitor.sign_in(world[role])

    left, walked = [], 0
    for path, page in pages_of(visitor):
        said = [SAME.sub("", text) for text in english_in(page)]
        left += [f"{path}: {text}" for text in said if ENGLISH.search(NAMES.sub("", text))]
        assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
        walked += 1
    assert walked >= 8
    assert not left, "\n".join(left)


@pytest.mark.parametrize("tag", TAGS)
def test_no_page_of_a_learner_keeps_a_sentence_in_english(visitor, make, world, tag):
    english = english_words_of(tag)
    assert len(english) > len(messages()) * 0.9
    speak(make, world["learner"], tag)
    visitor.sign_in(world["learner"])

    for path, page in pages_of(visitor):
        assert not english.intersection(texts(page)), path


@pytest.mark.parametrize(
    ("tag", "days", "said"),
    [
        ("es", 1, "espera desde hace 1 día"),
        ("es", 3, "espera desde hace 3 días"),
        ("ar", 1, "ينتظر منذ يوم واحد"),
        ("ar", 2, "ينتظر منذ يومين"),
        ("ar", 3, "ينتظر منذ 3 أيام"),
        ("ar", 11, "ينتظر منذ 11 يومًا"),
        ("ar", 100, "ينتظر منذ 100 يوم"),
    ],
)
def test_things_are_counted_as_the_language_counts(app, tag, days, said):
    with app.app_context(), words.speaking(tag):
        assert dates.waited(days) == said


@pytest.mark.parametrize(
    ("tag", "day", "moment", "size"),
    [
        ("en", "Friday 27 November", "Friday 20 November, 16:05", "1.2 MB"),
        ("es", "viernes, 27 de noviembre", "viernes, 20 de noviembre, 16:05", "1,2 MB"),
        ("ar", "الجمعة، 27 نوفمبر", "الجمعة، 20 نوفمبر، 4:05 م", "1.2 ميغابايت"),
    ],
)
def test_days_times_and_sizes_are_said_as_the_language_says_them(
    app, monkeypatch, tag, day, moment, size
):
    monkeypatch.setattr(dates, "now", lambda: datetime(2026, 11, 25, 12, tzinfo=UTC))
    with app.app_context(), words.speaking(tag):
        assert plain(dates.day(date(2026, 11, 27))) == day
        at = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
        assert plain(dates.moment(at, "Africa/Cairo")) == moment
        assert say_size(1_234_567) == size


def plain(text):
    """Leave out the marks of direction and the narrow spaces."""
    return text.replace("\u200f", "").replace("\u202f", " ").replace("\xa0", " ")
