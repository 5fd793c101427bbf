import re
from html.parser import HTMLParser

import pytest

from portal.markup import LONGEST, render, shown
from portal.markup.gates import BLOCKS, WORDS, through_the_gates
from portal.markup.reading import read
from portal.places import paragraphs
from tests.text.scribble import scribbles

ALLOWED = {
    "a": {"href", "rel"},
    "ol": {"start", "dir"},
    "div": {"class", "tabindex"},
}


class Reader(HTMLParser):
    """Another reader of HTML, to compare with ours."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags = "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.text += "\n" if tag == "br" else ""

    def handle_data(self, data):
        self.text += data


def body(source):
    return (
        render(source).html.replace(' dir="auto"', "").replace(' rel="nofollow noopener ugc"', "")
    )


def test_plain_paragraphs_need_no_markdown():
    assert body("One line\nand the next.\n\nA new one.") == (
        "<p>One line<br>and the next.</p><p>A new one.</p>"
    )


def test_every_paragraph_finds_its_own_direction():
    html = render("# سلام\n\nHi\n\n- слово\n\n> q\n\n|a|b|\n|-|-|\n|1|2|\n\n```\nx\n```").html

    for tag in ("h3", "p", "li", "th", "td", "pre"):
        assert f'<{tag} dir="auto">' in html
        assert f"<{tag}>" not in html


def test_lists_tables_and_quotes_run_the_way_of_their_first_letter():
    html = render("3. صباح\n\n- 1 أ\n\n> شكرا\n\n|أ|b|\n|-|-|").html

    for tag in ('<ol start="3" dir="rtl">', '<ul dir="rtl">', '<blockquote dir="rtl">'):
        assert tag in html
    assert '<table dir="rtl">' in html
    assert "<ul dir" not in render("- a أ").html
    assert paragraphs(html)[0].html.startswith('<ol start="3" dir="rtl"><li')


@pytest.mark.parametrize("source", ["#", "##", "###", "######"])
def test_headings_stand_below_those_of_the_page(source):
    assert body(f"{source} What I did") == "<h3>What I did</h3>"


def test_headings_go_down_by_single_steps():
    html = body("## A\n### B\n```\n<h5>\n```\n# C\n### D\n## E\n# F")

    assert re.findall(r"<h\d>[A-F]", html) == ["<h3>A", "<h4>B", "<h3>C", "<h4>D", "<h4>E", "<h3>F"]


def test_a_heading_needs_no_empty_line_around_it():
    assert body("before\n# Then\nafter") == "<p>before</p><h3>Then</h3><p>after</p>"


@pytest.mark.parametrize("source", ["#1 in town", "# ", "####### x", "2026\n==="])
def test_what_is_no_heading_stays_text(source):
    assert "<h" not in body(source)
    assert render(source).plain == source.strip()


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*a* _b_", "<em>a</em> <em>b</em>"),
        ("**a** __b__", "<strong>a</strong> <strong>b</strong>"),
        ("***a***", "<strong><em>a</em></strong>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("我**喜欢**你", "我<strong>喜欢</strong>你"),
        ("**كلمة**", "<strong>كلمة</strong>"),
        ("`a <b> *c*`", "<code>a &lt;b&gt; *c*</code>"),
        ("`` a`b ``", "<code>a`b</code>"),
        (r"\*a\* \# \[", "*a* # ["),
        ("a  \nb", "a<br>b"),
    ],
)
def test_words_can_be_marked(source, html):
    assert body(source) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "source",
    [
        "5 * 3 * 2",
        "2*3*4",
        "snake_case_name",
        "*a",
        "**a*",
        "a **** b",
        "a * b",
        "`a",
        "C:\\dir",
        "[a]",
    ],
)
def test_signs_without_a_partner_are_text(source):
    assert body(source) == f"<p>{source}</p>"


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("[x](https://a.example/b_(c))", "https://a.example/b_(c)"),
        ('[x](https://a.example "title")', "https://a.example"),
        ("[x](mailto:a@b.example)", "mailto:a@b.example"),
        ("[x](/work/)", "/work/"),
        ("[x](#here)", "#here"),
    ],
)
def test_links_lead_to_good_places(source, address):
    assert body(source) == f'<p><a href="{address}">x</a></p>'


@pytest.mark.parametrize(
    "address",
    [
        *(
            "javascript:123",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
        ),
        *("/\\evil.example", "java\tscript:1", "&#106;avascript:1", "work", "ftp://a.example", ""),
    ],
)
def test_links_to_other_places_are_text(address):
    source = f"[x]({address})"

    assert "<a" not in render(source).html
    assert render(source).plain == source.replace("\t", " ")


def test_bare_addresses_can_be_followed():
    assert body("See https://a.example/b_c. <https://d.example>") == (
        '<p>See <a href="https://a.example/b_c">https://a.example/b_c</a>. '
        '<a href="https://d.example">https://d.example</a></p>'
    )


def test_links_do_not_stand_in_links():
    assert body("[see [b](/c)](/d)") == '<p>[see <a href="/c">b</a>](/d)</p>'
    assert body("[see https://a.example](/d)") == '<p><a href="/d">see https://a.example</a></p>'


def test_every_link_says_that_somebody_else_wrote_it():
    assert render("[x](/y)").html == (
        '<p dir="auto"><a href="/y" rel="nofollow noopener ugc">x</a></p>'
    )


def test_there_are_no_pictures():
    assert "<img" not in render("![x](https://a.example/b.png)").html


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<p id="a" class="b" style="c" hx-get="/d" data-e="f">x</p>',
        "<!-- x -->",
        "&lt;b&gt; &amp; &copy; &#60;",
        "<https://a.example",
    ],
)
def test_html_is_shown_as_it_was_typed(source):
    rendered = render(source)

    assert rendered.plain == source
    assert {tag for tag, _ in Reader(rendered.html).tags} <= {"p", "a"}


def test_lists_need_no_empty_line_before_them():
    assert body("I did:\n- one\n- two\n1. three") == (
        '<p>I did:</p><ul><li>one</li><li>two</li></ul><ol start="1"><li>three</li></ol>'
    )


def test_a_list_keeps_the_number_it_begins_with():
    assert body("7. November\n8. December") == (
        '<ol start="7"><li>November</li><li>December</li></ol>'
    )
    assert '<ol start="1" dir="rtl">' in body("١. واحد")


def test_a_number_in_the_middle_of_a_paragraph_begins_no_list():
    assert body("It was\n1984. That was long ago.") == "<p>It was<br>1984. That was long ago.</p>"


def test_lists_stand_in_lists():
    assert body("- a\n    - b\n- c") == "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"


def test_an_indented_paragraph_is_a_paragraph():
    assert body("    My first day.") == "<p>My first day.</p>"


def test_code_stands_between_fences():
    assert body("a\n```\n<x>\n\n  *y*\n```\nb") == (
        "<p>a</p><pre><code>&lt;x&gt;\n\n  *y*</code></pre><p>b</p>"
    )
    assert body("```\na") == "<p>```<br>a</p>"


def test_a_wide_table_scrolls_by_itself():
    assert body("| a | b |\n|---|:--|\n| 1 | *2* |\n") == (
        '<div class="scroll" tabindex="0"><table><thead><tr><th>a</th><th>b</th></tr></thead>'
        "<tbody><tr><td>1</td><td><em>2</em></td></tr></tbody></table></div>"
    )


def test_quotes_and_rules():
    assert body("> a\n> b\n\n---\n\nc") == "<blockquote><p>a<br>b</p></blockquote><hr><p>c</p>"


def test_the_plain_text_holds_the_words_and_simple_breaks():
    source = "# T\n\na *b*\nc\n\n- d\n- e\n    - f\n\n"
    source += "| g | h |\n|---|---|\n| 1 | |\n\n> i\n\n```\nj\n\nk\n```"

    assert render(source).plain == "T\n\na b\nc\n\nd\ne\nf\n\ng | h\n1 | \n\ni\n\nj\n\nk"


def test_the_longest_text_is_taken_and_a_longer_one_is_not():
    assert len(render("a" * LONGEST).plain) == LONGEST
    with pytest.raises(ValueError, match="20000"):
        render("a" * (LONGEST + 1))


def test_an_empty_text_is_empty():
    assert render(" \n ").html == render("").plain == ""


def test_what_markdown_cannot_read_is_shown_as_typed(monkeypatch, caplog):
    def fail(*_):
        raise RecursionError

    monkeypatch.setattr("markdown.blockparser.BlockParser.parseDocument", fail)

    rendered = render("# a <b>\nc\n\nd")

    assert rendered.html == '<p dir="auto"># a &lt;b&gt;<br>c</p><p dir="auto">d</p>'
    assert rendered.plain == "# a <b>\nc\n\nd"
    assert "could not be read" in caplog.text


def test_odd_texts_keep_to_our_tags_and_attributes(caplog):
    for source in scribbles(500):
        for tag, attributes in Reader(render(source).html).tags:
            assert tag in WORDS | BLOCKS
            assert set(attributes) <= ALLOWED.get(tag, {"dir"})
            assert re.match(r"https?://|mailto:|/|#", attributes.get("href", "#"))
    assert not caplog.records


def test_odd_texts_are_read_by_us_as_by_others():
    for source in scribbles(500, seed=2):
        html = render(source).html
        pieces = read(html).pieces
        assert "".join(piece.raw for piece in pieces) == html
        assert "".join(piece.text for piece in pieces) == Reader(html).text


def test_every_offset_means_one_place():
    for source in scribbles(500, seed=3):
        rendered = render(source)
        for piece in read(rendered.html).pieces:
            assert rendered.plain[piece.start : piece.stop] == piece.text


def test_rendering_is_the_same_each_time_and_passes_the_gates_unchanged():
    for source in scribbles(200, seed=4):
        html = render(source).html
        assert render(source).html == html
        assert through_the_gates(html) == html


def test_templates_may_draw_what_was_rendered():
    assert shown(render("a & b").html).__html__() == '<p dir="auto">a &amp; b</p>'
