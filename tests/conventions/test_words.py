"""Every word can be translated: it stands in a call that Babel reads, as it is written."""

import ast
import re

import pytest
from jinja2 import nodes

from tests.catalogues import messages
from tests.sources import calls, name_of
from tests.templates import templates, tree_of

SPOKEN = {"_": 1, "_l": 1, "gettext": 1, "lazy_gettext": 1, "ngettext": 2}
HELD = re.compile(r"%\((\w+)\)s|%(?!\()(.)")


def said_in_python():
    for module, call in calls():
        if name_of(call) in SPOKEN and module != "portal.words":
            yield module, call.lineno, call.args[: SPOKEN[name_of(call)]], call


def said_in_templates():
    for name in templates():
        for call in tree_of(name).find_all(nodes.Call):
            called = getattr(call.node, "name", "")
            if called in SPOKEN:
                yield name, call.lineno, call.args[: SPOKEN[called]], call


def test_what_is_said_is_written_out():
    wrong = [
        f"{place}:{line}"
        for place, line, texts, _call in (*said_in_python(), *said_in_templates())
        for text in texts
        if not isinstance(text, ast.Constant | nodes.Const)
    ]
    assert not wrong, f"_() takes the words themselves, so that translators see them: {wrong}"


def test_everything_said_is_in_the_catalogue():
    known = messages()
    said = {
        text.value
        for _place, _line, texts, _call in (*said_in_python(), *said_in_templates())
        for text in texts[:1]
        if isinstance(text, ast.Constant | nodes.Const)
    }
    assert len(said) > 200
    assert said <= known.keys()


def test_values_have_names_that_translators_can_move():
    for text in messages():
        for name, other in HELD.findall(text):
            assert name or other == "%", f"“{text}”: write %(name)s"


@pytest.mark.parametrize("said", [said_in_python, said_in_templates])
def test_every_value_is_given(said):
    for place, line, texts, call in said():
        names = {name for name, _other in HELD.findall(str(getattr(texts[0], "value", ""))) if name}
        keywords = call.keywords if isinstance(call, ast.Call) else call.kwargs
        given = {k.arg if isinstance(call, ast.Call) else k.key for k in keywords} | {"num"}
        assert names <= given or None in given, f"{place}:{line} lacks {names - given}"


def test_sentences_are_short():
    wrong = [
        sentence
        for text in messages()
        for sentence in re.split(r"[.:?!] ", text)
        if len(sentence.split()) > 24
    ]
    assert not wrong, wrong


def test_no_jargon_stands_on_a_screen():
    jargon = re.compile(
        r"\b(submit|login|log in|log out|username|upload|invalid|error|form|session|URL|server"
        r"|e-portfolio|artefact|artifact|competenc|assessment|please enter|click|database)\b",
        re.I,
    )
    wrong = [text for text in messages() if jargon.search(text)]
    assert not wrong, wrong
