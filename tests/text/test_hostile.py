import time

import pytest

from portal.markup import render
from portal.markup.reading import read
from portal.places import paragraphs
from portal.typed import clean, plain_html
from tests.text.hostile import LONGEST, PAYLOADS

SECONDS = 5  # far above what it takes: a hang fails, a busy machine does not


@pytest.fixture
def in_time():
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_text_is_rendered_in_time(name, in_time, caplog):
    rendered = render(clean(PAYLOADS[name])[:LONGEST])

    assert rendered.html
    assert len(rendered.html) < 10 * LONGEST
    assert max((len(leaf.path) for leaf in read(rendered.html).leaves), default=0) <= 20
    assert not caplog.records


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_plain_text_is_shown_in_time(name, in_time):
    assert plain_html(PAYLOADS[name])


@pytest.mark.parametrize("name", ["paragraphs", "items", "tables", "short emphasis", "lines"])
def test_hostile_text_is_numbered_in_time(name, in_time):
    assert paragraphs(render(PAYLOADS[name]).html)


def test_a_megabyte_at_the_door_is_cleaned_in_time(in_time):
    assert clean("a" + "\u0301\u0316" * 500_000)
    assert clean("\r\n \t" * 250_000 + "a")
