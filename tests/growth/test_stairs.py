"""The drawing: bars in groups, small, with its words, and no style in it."""

from bs4 import BeautifulSoup

from portal.stairs import Bar, draw


def read(drawn):
    return BeautifulSoup(drawn, "html.parser").select_one("svg")


def test_it_says_in_words_what_it_shows():
    picture = read(draw([[Bar(0.5, False)], [Bar(1)]], says="Safe food: on the way, achieved"))

    assert picture["role"] == "img"
    assert picture["aria-label"] == "Safe food: on the way, achieved"
    assert "style" not in str(picture)


def test_words_cannot_break_out_of_it():
    drawn = draw([[Bar(1)]], says='"><script>alert(1)</script>')

    assert "<script" not in drawn
    assert read(drawn)["aria-label"] == '"><script>alert(1)</script>'


def test_a_level_that_is_not_enough_is_an_outline():
    full, outline = read(draw([[Bar(1), Bar(0.25, False)]], says="")).select("path")

    assert full["d"] == "M0.5 24.5v-23h7v23zM0 24.5h17"
    assert (outline["d"], outline["fill"]) == ("M9.5 24.5v-6h7v6z", "none")


def test_it_runs_from_the_right_where_people_read_so():
    groups = [[Bar(0.5)], [Bar(1)]]

    assert read(draw(groups, says="")).path["d"].startswith("M0.5 24.5v-12h")
    assert read(draw(groups, says="", mirrored=True)).path["d"].startswith("M16.5 24.5v-12h")


def test_nothing_is_an_empty_ground():
    assert read(draw([], says="nothing"))["width"] == "8"


def test_it_is_tiny():
    assert len(draw([[Bar(0.5)]] * 8, says="")) < 400
