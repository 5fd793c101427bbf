import random
import time

import pytest

from portal.markup import render
from portal.places import Place, find_quote, paragraphs, place_at, relocate
from tests.text.scribble import scribbles

TEXT = (
    "On Tuesday I helped Mrs Okafor.\n\n"
    "I came in at 7.30 and opened the curtains. “She’s quiet”, I wrote – in the book…\n\n"
    "I wrote in the book that everything was fine."
)


def found(words, text=TEXT, within=None):
    place = find_quote(text, words, within)
    return place and place.exact


def test_words_are_found_with_what_stands_around_them():
    place = find_quote(TEXT, "opened the curtains")

    assert place == Place(
        start=TEXT.index("opened"),
        stop=TEXT.index("opened") + 19,
        exact="opened the curtains",
        before=" Okafor.\n\nI came in at 7.30 and ",
        after=". “She’s quiet”, I wrote – in th",
    )


@pytest.mark.parametrize(
    "words",
    [
        "  OPENED   the\ncurtains ",
        "opened the curtains...",
        "“opened the curtains”",
        "… opened the curtains.",
        "opened the cur\u00adtains",
        "- opened the curtains",
        "2. opened the curtains",
    ],
)
def test_white_space_case_and_edges_do_not_matter(words):
    assert found(words) in ("opened the curtains", "opened the curtains.")


def test_words_longer_than_any_text_are_not_looked_for():
    began = time.perf_counter()

    assert find_quote("[" * 30_000, "[" * 30_000) is None
    assert find_quote("short", "[" * 3_000_000) is None
    assert time.perf_counter() - began < 0.2


@pytest.mark.parametrize(
    "words", ['"She\'s quiet", I wrote - in', "she’s quiet I wrote in", "SHE`S QUIET"]
)
def test_kinds_of_quotes_and_dashes_do_not_matter(words):
    assert found(words).startswith("She’s quiet")


@pytest.mark.parametrize(
    ("text", "words", "exact"),
    [
        ("Я приніс їжу вчасно.", "ПРИНІС ЇЖУ", "приніс їжу"),
        ("كانت هـادئةً قليلا.", "هادئة قليلا", "هـادئةً قليلا"),
        ("Tôi đã gọi điện thoại.", "toi đa goi", "Tôi đã gọi"),
        ("我喜欢做饭。", "喜欢", "喜欢"),
        ("Die Straße war naß.", "STRASSE", "Straße"),
        ("The ﬁre door.", "fire door", "ﬁre door"),
    ],
)
def test_words_of_any_script_are_found(text, words, exact):
    assert found(words, text) == exact


def test_whole_words_win_over_parts_of_words():
    place = find_quote("The shelf and her elf.", "elf")

    assert place.start == 18


def test_words_are_looked_for_within_a_paragraph():
    third = (TEXT.rindex("\n\n") + 2, len(TEXT))

    assert find_quote(TEXT, "in the book", third).start > third[0]
    assert find_quote(TEXT, "curtains", third) is None


def test_a_beginning_and_an_end_stand_for_all_between():
    assert found("I came in … the curtains") == "I came in at 7.30 and opened the curtains"
    assert found("I came in [...] nowhere") is None


@pytest.mark.parametrize("words", ["", "  ", "?!", "not in there", "\n"])
def test_what_is_not_there_is_not_found(words):
    assert find_quote(TEXT, words) is None


def test_words_may_run_over_several_blocks():
    assert found("Mrs Okafor. I came in") == "Mrs Okafor.\n\nI came in"
    assert found("one 2 three", "one | 2\nthree") == "one | 2\nthree"


def test_a_place_at_the_edge_has_no_context_there():
    place = place_at(TEXT, 0, len(TEXT))

    assert (place.before, place.after) == ("", "")


def test_whatever_is_cut_from_an_odd_text_is_found_in_it():
    chance = random.Random(5)
    for source in scribbles(500, seed=5):
        plain = render(source).plain
        start = chance.randint(0, len(plain))
        words = plain[start : chance.randint(start, len(plain))].strip()
        if words:
            assert find_quote(plain, words), (plain, words)


def test_a_place_is_found_again_although_its_text_moved():
    place = find_quote(TEXT, "everything was fine")

    assert relocate(place, "New.\n\n" + TEXT).start == place.start + 6


def test_of_several_the_one_with_the_same_neighbours_is_meant():
    second = TEXT.rindex("in the book")
    place = place_at(TEXT, second, second + 11)

    assert relocate(place, "In the book. " + TEXT).start == second + 13


def test_a_place_that_is_gone_is_not_found_again():
    place = find_quote(TEXT, "everything was fine")

    assert relocate(place, "She ate half of it.") is None


def test_a_short_word_elsewhere_is_not_the_same_place():
    place = find_quote(TEXT, "fine")

    assert relocate(place, "The weather is fine today, and so am I.") is None
    assert relocate(place, TEXT).start == place.start


def test_blocks_are_numbered_and_whole_by_themselves():
    html = render("# A\n\nb *c*\n\n4. d\n5. e\n    - f\n\n> g\n\n| h | i |\n|--|--|\n| 1 | |").html

    assert [(block.number, block.text) for block in paragraphs(html)] == [
        *[(1, "A"), (2, "b c"), (3, "d"), (4, "e"), (5, "f"), (6, "g"), (7, "h | i"), (8, "1 | ")],
    ]
    shown = [block.html.replace(' dir="auto"', "") for block in paragraphs(html)]
    assert shown[2:6] == [
        '<ol start="4"><li>d</li></ol>',
        '<ol start="5"><li>e</li></ol>',
        "<ul><li>f</li></ul>",
        "<blockquote><p>g</p></blockquote>",
    ]
    assert shown[7] == (
        '<div class="scroll" tabindex="0"><table><tbody><tr><td>1</td><td></td></tr>'
        "</tbody></table></div>"
    )


def test_blocks_of_odd_texts_hold_all_their_words():
    for source in scribbles(500, seed=6):
        rendered = render(source)
        blocks = paragraphs(rendered.html)
        assert [block.number for block in blocks] == list(range(1, len(blocks) + 1))
        rest = rendered.plain
        for block in reversed(blocks):
            assert rendered.plain[block.start : block.stop] == block.text
            rest = rest[: block.start] + rest[block.stop :]
        assert not rest.strip(" |\n\t\u00a0"), (source, rest)
