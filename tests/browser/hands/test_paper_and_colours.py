"""An answer on paper and in the colours that a person chose: what is a sign stays one."""

import pytest

from tests.browser.test_the_loop import sign_in

pytestmark = pytest.mark.browser

COLOURS = """(what) => {
    var style = getComputedStyle(document.querySelector(what));
    return { line: parseFloat(style.borderTopWidth), below: parseFloat(style.borderBottomWidth),
             left: parseFloat(style.borderLeftWidth), fill: style.fill, text: style.color };
}"""


@pytest.fixture
def answer(portal, small_phone):
    """Amina at the answer to her work, with a note on some words."""
    page = small_phone()
    sign_in(page, portal, "amina@test.example")
    page.goto(portal.url + portal.answer)
    return page


def test_signs_stay_in_colours_that_a_person_chose(answer):
    answer.emulate_media(forced_colors="active")

    assert answer.evaluate(COLOURS, "a.pin")["line"] >= 1
    assert answer.evaluate(COLOURS, "mark")["line"] >= 1
    assert answer.evaluate(COLOURS, ".state")["line"] >= 1
    assert answer.evaluate(COLOURS, ".button")["line"] >= 1
    assert answer.evaluate(COLOURS, ".note")["left"] >= 1
    assert answer.evaluate(COLOURS, ".tabs a[aria-current]")["below"] >= 2
    assert answer.evaluate(COLOURS, ".tabs a:not([aria-current])")["below"] == 0


def test_bars_take_the_colour_of_the_text(portal, answer):
    answer.emulate_media(forced_colors="active", color_scheme="dark")
    answer.goto(portal.url + "/growth")
    bars = answer.evaluate(COLOURS, ".levels")

    assert bars["fill"] == bars["text"]


def test_an_answer_is_printed_with_its_notes_and_without_its_buttons(answer):
    answer.emulate_media(media="print")
    words = answer.inner_text("body")

    for said in ("Bring the label", "came at seven.", "Which day?"):
        assert said in words
    for tapped in ("Leave this phone", "Settings", "Send the reply", "Portfolio", "Keep it"):
        assert tapped not in words
