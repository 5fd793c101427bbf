"""A reflection is turned into a piece of a page."""

import pytest

from portal.models import Piece
from tests.odd import ODD_TEXTS


@pytest.mark.parametrize("words", ["I label first now.", *ODD_TEXTS])
def test_a_reflection_is_put_on_a_page(visitor, amina, make, session, words):
    page = make.page(make.portfolio(amina))
    reflection = make.reflection(amina, words)
    visitor.sign_in(amina)

    seen = visitor.get(f"/reflections/{reflection.id}")
    seen = visitor.get(seen.find("a", string="Put it on a page of my portfolio")["href"])
    seen = visitor.get(seen.select_one(".list a")["href"])
    assert seen.select_one("input[name=chosen][checked]")["value"] == str(reflection.id)
    visitor.submit()

    piece = session.query(Piece).one()
    assert (piece.page_id, piece.reflection_id) == (page.id, reflection.id)


def test_an_old_one_is_on_the_list_too(visitor, amina, make):
    page, old = make.page(make.portfolio(amina)), make.reflection(amina, "The first one")
    for number in range(100):
        make.reflection(amina, f"Later {number}")
    visitor.sign_in(amina)

    seen = visitor.get(f"/portfolio/pages/{page.id}/new/reflection?chosen={old.id}")

    assert len(seen.select("input[name=chosen]")) == 100
    assert seen.select_one("input[name=chosen][checked]")["value"] == str(old.id)
    visitor.submit(status=303)


def test_without_a_page_one_is_led_to_make_it(visitor, amina, make):
    reflection = make.reflection(amina)
    visitor.sign_in(amina)

    page = visitor.get(f"/portfolio/reflections/{reflection.id}")

    assert page.select_one("a.button")["href"] == "/portfolio/"


def test_nobody_puts_the_words_of_others_on_a_page(visitor, amina, make):
    other = make.reflection(make.person("Bo"))
    page = make.page(make.portfolio(amina))
    visitor.sign_in(amina)

    visitor.get(f"/portfolio/reflections/{other.id}", status=404)
    shown = visitor.get(f"/portfolio/pages/{page.id}/new/reflection?chosen={other.id}")
    assert not shown.select("input[checked]")
    visitor.get(f"/portfolio/pages/{page.id}/new/reflection?chosen=nonsense")
