import unicodedata

import pytest

from portal.typed import clean, one_line, plain_html
from tests.text.scribble import scribbles


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_every_kind_of_line_end_becomes_one_kind(end):
    assert clean(f"one{end}two") == "one\ntwo"


def test_letters_are_composed():
    assert clean("Nguye\u0302\u0303n") == "Nguyễn"


def test_control_characters_and_lone_surrogates_are_dropped():
    assert clean("a\x00b\x07c\x1bd\x7fe\ud83df\ufffeg") == "abcdefg"


def test_tabs_and_line_ends_stay():
    assert clean("a\tb\n\n\nc") == "a\tb\n\n\nc"


def test_blank_lines_around_a_text_go_and_its_indent_stays():
    assert clean("\ufeff \n\t\n  first\nlast \n\n ") == "  first\nlast"


def test_marks_of_direction_and_joiners_stay():
    assert (
        clean("\u200fسلام\u200f می\u200cروم 👩\u200d👧")
        == "\u200fسلام\u200f می\u200cروم 👩\u200d👧"
    )


def test_nothing_is_nothing():
    assert clean("") == clean(" \n\t\r\n ") == one_line("\n") == plain_html("\n") == ""


def test_a_pile_of_accents_is_broken_up_but_none_is_lost():
    piled = clean("a" + "\u0301\u0316" * 50_000)

    assert piled.count("\u0316") == 50_000
    assert unicodedata.is_normalized("NFC", piled)


def test_what_is_clean_stays_as_it_is():
    for text in scribbles(2_000):
        assert clean(clean(text)) == clean(text)


def test_what_is_clean_can_be_stored_anywhere():
    for text in scribbles(1_000):
        cleaned = clean(text)
        assert cleaned.encode().decode() == unicodedata.normalize("NFC", cleaned)
        assert not {"\x00", "\r"} & set(cleaned)


def test_a_title_is_one_line_with_single_spaces():
    assert one_line("  A morning\r\nwith\tMrs \u00a0 Okafor ") == "A morning with Mrs Okafor"


def test_a_title_cannot_turn_the_words_after_it():
    assert one_line("\u202eevil\u2066 \u200fسلام") == "evil \u200fسلام"


def test_plain_text_is_shown_with_its_paragraphs_and_lines():
    assert plain_html("one\ntwo\n \n\nthree") == (
        '<p dir="auto">one<br>two</p><p dir="auto">three</p>'
    )


def test_plain_text_stays_text():
    assert plain_html("<b>&amp;</b> *x*") == ('<p dir="auto">&lt;b&gt;&amp;amp;&lt;/b&gt; *x*</p>')


@pytest.mark.parametrize(
    ("text", "address", "rest"),
    [
        ("https://a.example/b?c=1&d=2.", "https://a.example/b?c=1&amp;d=2", "."),
        ("https://a.example/b_(c)", "https://a.example/b_(c)", ""),
        ("https://a.example)!", "https://a.example", ")!"),
        ("https://a.example/з»,", "https://a.example/з", "»,"),
    ],
)
def test_secure_addresses_can_be_followed(text, address, rest):
    assert plain_html(text) == (
        f'<p dir="auto"><a href="{address}" rel="nofollow noopener ugc">{address}</a>{rest}</p>'
    )


@pytest.mark.parametrize("text", ["https://", "http://a.example", "javascript:1", "https:// x"])
def test_other_addresses_are_text(text):
    assert "<a" not in plain_html(text)


def test_a_quote_sign_ends_an_address():
    shown = plain_html('https://a.example/"onclick="x')

    assert 'href="https://a.example/"' in shown
    assert "&#34;onclick=&#34;x" in shown
