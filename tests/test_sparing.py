"""Who saves data: no picture until it is asked for, and what the pictures of a page weigh."""

from types import SimpleNamespace

import pytest

from portal.models import Person
from tests.shares.conftest import send_with

SAVING = {"Save-Data": "on"}


@pytest.fixture
def place(make):
    """A sent work with a photo, answered with a note on it, and a link to the piece."""
    programme = make.programme()
    amina = make.learner(programme)
    tom = make.mentor(programme, amina)
    work = make.work(amina, programme)
    photo = make.photo(amina)
    version = send_with(make, work, photo)
    given = make.given(version, tom)
    make.note(given, media_id=photo.id)
    piece = make.piece(make.page(make.portfolio(amina)), version_id=version.id)
    make.share(amina, "the-secret", piece_id=piece.id)
    at = f"/work/{work.id}/versions/1"
    pages = {"work": at, "answer": f"{at}/feedback", "link": "/p/the-secret"}
    waiting = send_with(make, make.work(amina, programme), photo)
    return SimpleNamespace(amina=amina, tom=tom, photo=photo, pages=pages, waiting=waiting)


PAGES = pytest.mark.parametrize("name", ["work", "answer", "link"])


@PAGES
def test_a_page_says_what_its_pictures_weigh(visitor, place, name):
    visitor.sign_in(place.amina)
    page = visitor.get(place.pages[name])

    assert page.select("main img")
    assert "Photos on this page: about 32 KB." in page.select_one("footer").text


@PAGES
def test_a_browser_that_saves_data_gets_a_button_with_the_size(visitor, place, name):
    visitor.sign_in(place.amina)
    page = visitor.get(place.pages[name], **SAVING)
    button = page.select_one("main a.button[id^=photo-]")

    assert button.text == "Show the photo, 32 KB"
    assert not page.select("main img")
    assert "Photos on this page" not in page.text


@PAGES
def test_a_picture_that_was_asked_for_comes_on_the_same_page(visitor, place, name):
    visitor.sign_in(place.amina)
    button = visitor.get(place.pages[name], **SAVING).select_one("a[id^=photo-]")
    page = visitor.get(place.pages[name] + button["href"].partition("#")[0], **SAVING)

    assert page.select_one("main img")["id"] == button["href"].partition("#")[2]
    assert not page.select("main a[id^=photo-]")


def test_pins_come_with_the_picture_only(visitor, place):
    visitor.sign_in(place.amina)
    page = visitor.get(place.pages["answer"], **SAVING)

    assert not page.select("svg")
    assert not page.select("a.pin")
    assert page.select("span.pin")


def test_other_words_of_the_address_stay_when_a_picture_is_asked_for(visitor, place):
    visitor.sign_in(place.amina)
    page = visitor.get(place.pages["answer"] + "?whole=1&photo=other", **SAVING)

    wanted = f"?whole=1&photo=other&photo={place.photo.id}#photo-{place.photo.id}"
    assert page.select_one("a[id^=photo-]")["href"] == wanted


def test_a_person_can_choose_it_for_all_her_phones(visitor, place, session):
    session.get(Person, place.amina.id).text_only = True
    session.commit()
    visitor.sign_in(place.amina)

    assert not visitor.get(place.pages["work"]).select("main img")


def test_a_link_is_drawn_for_both_kinds_of_browsers(visitor, place):
    for _twice in range(2):
        assert visitor.get("/p/the-secret").select("main img")
        assert not visitor.get("/p/the-secret", **SAVING).select("main img")


def test_a_cache_is_told_that_the_page_is_another(visitor, place):
    visitor.sign_in(place.amina)
    visitor.get(place.pages["work"])

    assert "Save-Data" in visitor.response.headers["Vary"]


def test_the_desk_names_the_size_before_it_shows_a_photo(visitor, place):
    visitor.sign_in(place.tom)
    page = visitor.get(f"/queue/{place.waiting.id}", **SAVING)

    assert not page.select("input[type=image]")
    assert "Show the photo, 64 KB" in page.select_one("#work").text
