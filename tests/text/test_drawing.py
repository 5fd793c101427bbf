import random
import re

import nh3

from portal.markup import render
from portal.markup.gates import BLOCKS, WORDS
from portal.places import Mark, blocks_with_notes, find_quote, mark_up, paragraphs
from tests.text.scribble import scribbles

DRAWN = re.compile(r' <a class="pin" href="[^"]*">\d+</a>|</?mark[^>]*>')


def mark(plain, words, number=1):
    place = find_quote(plain, words)
    return Mark(number, place.start, place.stop, f"#note-{number}")


def drawn(source, *quotes):
    rendered = render(source)
    marks = [mark(rendered.plain, words, number) for number, words in enumerate(quotes, 1)]
    html = mark_up(rendered.html, marks)
    return html.replace(' dir="auto"', "").replace(' rel="nofollow noopener ugc"', "")


def pin(number):
    return f' <a class="pin" href="#note-{number}">{number}</a>'


def test_a_mark_stands_around_its_words_and_a_pin_behind_them():
    assert drawn("I put the chicken down.", "the chicken") == (
        f'<p>I put <mark class="mark" id="mark-1">the chicken</mark>{pin(1)} down.</p>'
    )


def test_a_mark_goes_through_emphasis_and_lines():
    assert drawn("a *b c* d\ne", "a b") == (
        f'<p><mark class="mark" id="mark-1">a </mark><em><mark class="mark">b</mark>{pin(1)} c</em>'
        " d<br>e</p>"
    )
    assert drawn("a\nb", "a b") == (
        f'<p><mark class="mark" id="mark-1">a</mark><br><mark class="mark">b</mark>{pin(1)}</p>'
    )


def test_a_mark_goes_through_several_blocks():
    assert drawn("a\n\nb", "a b") == (
        f'<p><mark class="mark" id="mark-1">a</mark></p><p><mark class="mark">b</mark>{pin(1)}</p>'
    )


def test_marks_may_overlap():
    assert drawn("a b c", "a b", "b c") == (
        '<p><mark class="mark" id="mark-1">a </mark>'
        f'<mark class="mark" id="mark-2">b</mark>{pin(1)}<mark class="mark"> c</mark>{pin(2)}</p>'
    )


def test_two_marks_on_the_same_words_both_have_their_id():
    assert drawn("a b", "a", "a") == (
        '<p><mark class="mark" id="mark-1"><mark class="mark" id="mark-2">a</mark></mark>'
        f"{pin(1)}{pin(2)} b</p>"
    )


def test_a_pin_does_not_stand_in_a_link():
    assert drawn("see [the shelf](/work) now", "the") == (
        '<p>see <a href="/work"><mark class="mark" id="mark-1">the</mark> shelf</a>'
        f"{pin(1)} now</p>"
    )


def test_signs_of_html_stay_text():
    assert drawn("a < b & c", "< b &") == (
        f'<p>a <mark class="mark" id="mark-1">&lt; b &amp;</mark>{pin(1)} c</p>'
    )


def test_an_address_cannot_break_out_of_its_pin():
    html = mark_up(render("a").html, [Mark(1, 0, 1, '"><script>')])

    assert 'href="&quot;&gt;&lt;script&gt;"' in html


def test_code_points_count_not_bytes_or_utf_16():
    rendered = render("👩‍👧 їжа 漢字")
    start = rendered.plain.index("їжа")

    assert '<mark class="mark" id="mark-1">їжа</mark>' in mark_up(
        rendered.html, [Mark(1, start, start + 3, "#n")]
    )


def test_without_marks_nothing_changes():
    html = render("# a\n\n- b &amp; *c*\u00a0d").html

    assert mark_up(html, []) == html


def test_notes_come_below_their_block_and_below_a_whole_list_or_table():
    rendered = render("one\n\n- two\n- three\n\n| four |\n|---|\n| five |\n\nsix")
    marks = [mark(rendered.plain, words, n) for n, words in enumerate(["six", "two", "five"], 1)]

    blocks = blocks_with_notes(rendered.html, marks)

    assert [block.notes for block in blocks] == [[], [2], [3], [1]]
    assert [str(block.html)[:4] for block in blocks] == ["<p d", "<ul>", "<div", "<p d"]


def test_a_note_over_several_blocks_comes_below_the_last():
    rendered = render("one\n\ntwo\n\nthree")

    blocks = blocks_with_notes(rendered.html, [mark(rendered.plain, "one two")])

    assert [block.notes for block in blocks] == [[], [1], []]


def test_no_note_gets_lost_when_its_place_is_not_there():
    html = render("one\n\ntwo").html
    outside = [Mark(1, 900, 901, "#n"), Mark(2, 3, 5, "#n"), Mark(3, 2, 2, "#n")]

    assert [block.notes for block in blocks_with_notes(html, outside)] == [[], [1, 2, 3]]
    assert [block.notes for block in blocks_with_notes("", outside)] == [[1, 2, 3]]


def test_numbered_blocks_can_be_drawn_with_their_notes():
    rendered = render("one\n\n- two\n- three")

    blocks = paragraphs(rendered.html, [mark(rendered.plain, "three")])

    assert [block.notes for block in blocks] == [[], [], [1]]
    assert pin(1) in blocks[2].html


def test_marks_anywhere_in_odd_texts_are_drawn_whole():
    chance = random.Random(7)
    for source in scribbles(500, seed=7):
        rendered = render(source)
        size = len(rendered.plain)
        starts = [chance.randint(0, size) for _ in range(chance.randint(0, 6))]
        marks = [Mark(n, s, s + chance.randint(0, 25), "#n") for n, s in enumerate(starts, 1)]
        html = mark_up(rendered.html, marks)
        blocks = blocks_with_notes(rendered.html, marks)
        assert DRAWN.sub("", html) == rendered.html
        assert well_formed(html) == html
        assert "".join(block.html for block in blocks) == html
        assert sorted(n for block in blocks for n in block.notes) == [m.number for m in marks]


def test_blocks_of_odd_texts_are_well_formed_by_themselves():
    for source in scribbles(500, seed=8):
        rendered = render(source)
        marks = [Mark(1, 0, 9, "#n"), Mark(2, 4, len(rendered.plain), "#n")]
        for block in paragraphs(rendered.html, marks):
            assert well_formed(block.html) == block.html


def well_formed(html):
    """Let another parser put the HTML in order."""
    return nh3.clean(
        html,
        tags=WORDS | BLOCKS | {"mark"},
        attributes={
            "*": {"dir", "class"},
            "a": {"href", "rel"},
            "mark": {"id"},
            "ol": {"start"},
            "div": {"tabindex"},
        },
        link_rel=None,
    )
