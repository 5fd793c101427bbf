"""Texts, notes and versions of learners; each test has a twin that brings its own."""

import json
from pathlib import Path

import pytest

from portal.comparison import compare
from portal.markup import render
from portal.places import find_quote, paragraphs, relocate

SAMPLES = Path(__file__).parent.parent.parent.parent / "shared" / "samples" / "text"

needs_samples = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples in {SAMPLES}"),
]
with_samples = pytest.mark.parametrize(
    "path",
    [pytest.param(path, id=path.name, marks=pytest.mark.samples) for path in SAMPLES.glob("*.md")]
    or [pytest.param(None, marks=needs_samples)],
)

OWN = (
    "Я перевірила дати.\n\n1. Спершу **риба**: 3 °C.\n2. Потім «молоко».\n\n"
    "> 8:20 – todo bien, صباح الخير.\n\n| Що | °C |\n|---|---|\n| курка | 8 |\n"
)
OWN_V2 = OWN.replace("Спершу **риба**", "Спочатку **риба**") + "\nНаступного разу я запитаю."


def body(path):
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


def check_text(source):
    rendered = render(source)
    blocks = paragraphs(rendered.html)
    assert blocks
    for block in blocks:
        place = find_quote(rendered.plain, block.text.upper(), (block.start, block.stop))
        assert (place.start, place.stop) == (block.start, block.stop) or place.exact
    assert not set("*#`") & set(rendered.plain)


@with_samples
def test_texts_of_learners_are_rendered_whole(path):
    check_text(body(path))


def test_a_text_of_our_own_is_rendered_whole():
    check_text(OWN)


def check_versions(old, new):
    changes = compare(old, new)
    same = sum(len(change.text) for change in changes if change.kind == "same")
    assert "".join(c.text for c in changes if c.kind != "added") == old
    assert "".join(c.text for c in changes if c.kind != "removed") == new
    assert 0.2 * len(old) < same < len(old)


@with_samples
def test_versions_of_learners_are_compared(path):
    later = path.with_name(path.name.replace("-v1", "-v2"))
    if later != path and later.exists():
        check_versions(body(path), body(later))


def test_versions_of_our_own_are_compared():
    check_versions(OWN, OWN_V2)


def became(quote, old, new):
    place = find_quote(render(old).plain, quote)
    assert place
    return "still there" if relocate(place, render(new).plain) else "gone"


@pytest.mark.samples
@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples in {SAMPLES}")
def test_notes_of_mentors_are_found_in_the_next_version_or_not():
    for feedback in json.loads((SAMPLES / "feedback.json").read_text(encoding="utf-8"))["feedback"]:
        old = SAMPLES / feedback["file"]
        new = old.with_name(old.name.replace("-v1", "-v2"))
        for note in feedback["notes"]:
            told = note.get("in_next_version", "still there")
            assert became(note["quote"], body(old), body(new)) == told


def test_notes_of_our_own_are_found_in_the_next_version_or_not():
    assert became("Спершу риба: 3 °C", OWN, OWN_V2) == "gone"
    assert became("Я перевірила дати.", OWN, OWN_V2) == "still there"
    assert became("курка | 8", OWN, OWN_V2) == "still there"
