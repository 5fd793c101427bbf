"""The catalogues are whole: every message, every plural form, with its values in their places."""

import re

import pytest
from babel.messages.pofile import read_po

from portal.languages import CATALOGUES
from tests.catalogues import messages

VALUE = re.compile(r"%\(\w+\)s|\{\w+\}")
TAGS = sorted(path.parts[-3] for path in CATALOGUES.glob("*/LC_MESSAGES/*.po"))
ALL = pytest.mark.parametrize("tag", TAGS)
MAY_BE_UNSAID = {"%(num)s"}  # "one day", "two days": some languages say it without the number


def catalogue_of(tag):
    with (CATALOGUES / tag / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)


def said_in(tag):
    """Yield each message: its words in English, singular and plural, and those of the language."""
    for message in catalogue_of(tag):
        if message.id:
            one, many = message.id if isinstance(message.id, tuple) else (message.id, "")
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            yield one, many, said


def test_there_are_spanish_and_arabic():
    assert {"es", "ar"} <= set(TAGS)


@ALL
def test_a_catalogue_holds_what_the_code_says_and_nothing_else(tag):
    held = {one: many for one, many, _said in said_in(tag)}

    assert held == messages(), "run `make translate`, and translate what is empty"
    assert not catalogue_of(tag).obsolete


@ALL
def test_every_message_is_translated_in_every_plural_form(tag):
    forms = catalogue_of(tag).num_plurals
    wrong = [
        one
        for one, many, said in said_in(tag)
        if not all(words.strip() for words in said) or len(said) != (forms if many else 1)
    ]
    assert not wrong


@ALL
def test_no_message_is_only_guessed(tag):
    assert not [message.id for message in catalogue_of(tag) if message.id and message.fuzzy]


@ALL
def test_every_value_stands_in_every_translation(tag):
    wrong = []
    for one, many, said in said_in(tag):
        for words in said:
            values = set(VALUE.findall(words))
            wanted = set(VALUE.findall(many or one))
            unsaid = MAY_BE_UNSAID if many else set()
            if not wanted - unsaid <= values <= wanted:
                wrong.append(f"{one} | {words}")
    assert not wrong, "\n".join(wrong)


@ALL
def test_no_percent_sign_stands_alone(tag):
    """A lone one would be taken for the beginning of a value."""
    wrong = [
        words
        for one, many, said in said_in(tag)
        for words in said
        if VALUE.search(one + many) and "%" in VALUE.sub("", words).replace("%%", "")
    ]
    assert not wrong
