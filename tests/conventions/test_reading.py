"""Plain words: whoever is eleven reads every sentence on every screen."""

import pytest
from new_dale_chall_readability.easy_words import EASY_WORDS

from tests.catalogues import messages
from tests.reading import (
    MOST_WORDS,
    NAMES,
    is_known,
    is_too_hard,
    level_of,
    sentences,
    stems,
    words_of,
)


def test_every_sentence_is_read_at_eleven():
    hard = [
        f"{sentence} (grade {level_of(sentence)})"
        for texts in messages().items()
        for text in texts
        for sentence in sentences(text)
        if is_too_hard(sentence)
    ]
    assert not hard, "Say it in shorter sentences and plainer words:\n" + "\n".join(hard)


@pytest.mark.parametrize(
    "hard",
    [
        "Authentication failed.",
        "Insufficient privileges",
        "Modifications will be synchronised automatically.",
        "Your submission has been received and is pending evaluation.",
        "Nothing was overwritten.",
        "Verify",
        "Please provide additional information regarding your employment history.",
        "You can take it back until a mentor begins, and after that you may send it once more if"
        " it was you.",
        "We keep it for as long as you are here, and when you go we throw it away with the rest.",
    ],
)
def test_a_hard_sentence_is_found(hard):
    assert [is_too_hard(sentence) for sentence in sentences(hard)] == [True]


@pytest.mark.parametrize(
    "plain",
    [
        "Nothing was changed.",
        "Send",
        "You can take it back until a mentor begins to answer.",
        "Enter your e-mail or phone number",
        "%(name)s added to the answer: %(title)s",
    ],
)
def test_a_plain_sentence_is_not(plain):
    assert not any(is_too_hard(sentence) for sentence in sentences(plain))


def test_one_hard_sentence_does_not_hide_among_plain_ones():
    message = "Go back. Look at it. Verification is mandatory. Then send it."
    assert [is_too_hard(one) for one in sentences(message)] == [False, False, True, False]


def test_a_value_counts_as_one_known_word():
    assert list(sentences("%(name)s's answer to “%(title)s”")) == ["1  answer to “ 1 ”"]


def test_a_long_sentence_of_easy_words_is_too_hard():
    assert not is_too_hard(" ".join(["go"] * MOST_WORDS))
    assert is_too_hard(" ".join(["go"] * (MOST_WORDS + 1)))


@pytest.mark.parametrize("word", ["works", "stopped", "tries", "kindly", "mentor's", "e-mails"])
def test_a_known_word_stays_known_with_an_ending(word):
    assert is_known(word)


@pytest.mark.parametrize("word", ["information", "submission", "unit", "re-use"])
def test_an_unknown_word_is_not_made_known_by_its_parts(word):
    assert not is_known(word)


def test_nothing_is_excepted_without_need():
    said = {
        stem
        for texts in messages().items()
        for text in texts
        for sentence in sentences(text)
        for word in words_of(sentence)
        for part in (word, *word.split("-"))
        for stem in stems(part)
    }
    assert said >= NAMES
    assert not NAMES & EASY_WORDS
