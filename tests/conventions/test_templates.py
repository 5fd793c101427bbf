"""Templates: plain HTML, nothing trusted, nothing inline, every form with token and key."""

import re

import pytest
from jinja2 import nodes

from tests.sources import modules
from tests.templates import MARK, forms_of, read, source_of, templates, tree_of

ALL = pytest.mark.parametrize("name", templates())
FRAGMENTS = [name for name in templates() if name.rpartition("/")[2].startswith("_")]
PAGES = [n for n in templates() if n not in FRAGMENTS and not n.startswith("components/")]
NOBODY_IS_SIGNED_IN = ("accounts/sign_in.html", "shares/", "invitations/", "notices/stop.html")
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"?')  # of a macro or a block that stands inside a tag
PYTHON = "".join(path.read_text() for path in modules().values())
ASKED_FOR = [name for name in FRAGMENTS if f'"{name}"' in PYTHON]
WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN = ("alt", "title", "aria-label", "placeholder", "summary", "label")


@ALL
def test_nothing_is_trusted_by_a_template(name):
    filters = {node.name for node in tree_of(name).find_all(nodes.Filter)}
    names = {node.name for node in tree_of(name).find_all(nodes.Name)}

    assert not filters & {"safe", "forceescape", "xmlattr"}
    assert "Markup" not in names
    assert "autoescape" not in source_of(name)


HTMX = {"hx-boost", "hx-target", "hx-swap", "hx-history-elt"}


@ALL
def test_nothing_is_inline(name):
    for element in read(name).elements:
        attributes = element.attributes
        assert "style" not in attributes, element
        assert not [a for a in attributes if a.startswith("on")], element
        assert {a for a in attributes if a.startswith("hx-")} <= HTMX, element
        assert not attributes.keys() & {"formaction", "form"}, element
        if element.name == "script":
            assert name == "layout.html", "one script, for all pages"
            assert {"src", "defer"} <= attributes.keys(), element
        for address in (attributes.get("href", ""), attributes.get("src", "")):
            assert not address.strip().lower().startswith(("javascript:", "//")), element
        if element.name == "link":
            assert attributes.get("rel") in (
                "apple-touch-icon",
                "icon",
                "manifest",
                "stylesheet",
            ), element
    if name != "layout.html":
        assert "style" not in {element.name for element in read(name).elements}


@ALL
def test_every_word_can_be_translated(name):
    texts = [ATTRIBUTE.sub(" ", text.replace(MARK, " ")) for text, _around in read(name).texts]
    words = [text for text in texts if WORD.search(text)]
    for element in read(name).elements:
        words += [v for a, v in element.attributes.items() if a in SPOKEN and WORD.search(v)]
        if element.attributes.get("type") == "submit":
            words += [v for a, v in element.attributes.items() if a == "value" and WORD.search(v)]

    assert not words, f"{name} says {words} without _()"


@ALL
def test_every_post_carries_token_and_key(name):
    for form in forms_of(name):
        keys = "keys" in form
        token = keys or 'name="token"' in form
        key = keys or 'name="key"' in form
        assert (token and key) or name.startswith(NOBODY_IS_SIGNED_IN), form[:200]


@ALL
def test_every_form_says_how_and_where(name):
    for element in read(name).elements:
        if element.name == "form":
            assert element.attributes.get("action"), element
            assert element.attributes.get("method") in ("post", "get"), element
            assert "form" not in element.around, "a form in a form"


@ALL
def test_no_address_is_built_row_by_row(name):
    for loop in tree_of(name).find_all(nodes.For):
        for part in loop.body:
            called = [c.node.name for c in part.find_all(nodes.Call) if hasattr(c.node, "name")]
            assert "url_for" not in called, f"{name}: build the address in the query"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_fills_the_frame(name):
    if name == "layout.html" or not _draws(name):
        return
    tree = tree_of(name)
    blocks = {block.name for block in tree.find_all(nodes.Block)}
    assert list(tree.find_all(nodes.Extends)), f"{name} extends nothing"
    frame = any(f'{{% extends "{name}" %}}' in source_of(other) for other in templates())
    assert "main" in blocks or frame or _extends(tree) != "layout.html", f"{name} fills no main"


def _extends(tree):
    return next(tree.find_all(nodes.Extends)).template.value


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_is_one_element_with_an_id(name):
    """Branches of an `if` may each be that element; one never asked for alone needs no id."""
    roots = [element for element in read(name).elements if not element.around]
    ids = {element.attributes.get("id", "") for element in roots}
    assert len(roots) == 1 or len(ids - {""}) == 1, f"{name}: {[e.name for e in roots]} {ids}"
    assert "" not in ids or name not in ASKED_FOR, f"{name} has no id"


def _draws(name):
    """Tell whether the file is more than macros."""
    tree = tree_of(name)
    return bool(list(tree.find_all(nodes.Extends))) or any(
        isinstance(node, nodes.Output) and any(_is_markup(part) for part in node.nodes)
        for node in tree.body
    )


def _is_markup(part):
    return not isinstance(part, nodes.TemplateData) or part.data.strip() != ""


@ALL
def test_what_is_included_or_imported_is_there(name):
    kinds = (nodes.Include, nodes.FromImport, nodes.Import, nodes.Extends)
    for node in tree_of(name).find_all(kinds):
        if isinstance(node.template, nodes.Const):
            assert node.template.value in templates(), f"{name}: {node.template.value}"


def test_every_template_is_used():
    used = PYTHON + "".join(source_of(name) for name in templates())
    assert not [name for name in templates() if f'"{name}"' not in used]
