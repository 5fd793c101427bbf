"""An own phone may keep the portal: manifest, icons, worker, the page without a line."""

from io import BytesIO

import pytest
from PIL import Image


@pytest.fixture
def amina(make):
    return make.learner(make.programme())


def opened(visitor, path, **headers):
    return visitor.client.get(path, headers=headers, buffered=True)


def test_the_manifest_says_what_stands_on_the_first_screen(visitor):
    answer = opened(visitor, "/manifest.webmanifest")

    assert answer.mimetype == "application/manifest+json"
    assert answer.json["name"] == "Foothold"
    assert answer.json["start_url"] == "/"
    assert answer.json["display"] == "standalone"


def test_the_manifest_speaks_the_language_of_the_page(visitor, amina):
    visitor.sign_in(amina, own_phone=True)
    address = visitor.get("/work/").select_one("link[rel=manifest]")["href"]
    assert opened(visitor, address).json["lang"] == "en"

    unknown = opened(visitor, "/manifest.webmanifest?lang=xx").json
    assert (unknown["lang"], unknown["dir"]) == ("en", "ltr")


def test_the_icons_are_small_and_as_large_as_they_say(visitor):
    icons = opened(visitor, "/manifest.webmanifest").json["icons"]
    assert {icon["sizes"] for icon in icons} == {"192x192", "512x512"}
    for icon in icons:
        answer = opened(visitor, icon["src"])
        assert answer.mimetype == "image/png"
        assert len(answer.data) <= 4000
        side = Image.open(BytesIO(answer.data)).width
        assert icon["sizes"] == f"{side}x{side}"
    assert [icon["purpose"] for icon in icons].count("maskable") == 1


def test_only_an_own_phone_is_told_of_it(visitor, another, amina):
    visitor.sign_in(amina, own_phone=True)
    another.sign_in(amina)

    head = visitor.get("/work/").head
    assert len(head.select("meta[name=theme-color][media]")) == 2
    for link in head.select("link[rel=manifest], link[rel=icon], link[rel=apple-touch-icon]"):
        assert opened(visitor, link["href"]).status_code == 200
    assert not another.get("/work/").select("link[rel=manifest], meta[name=theme-color]")
    assert "Visit-Mark" not in another.response.headers


def test_a_page_of_an_own_phone_says_whose_it_is_and_in_which_frame(visitor, amina, app):
    visitor.sign_in(amina, own_phone=True)
    frame = app.config["ASSETS"].frames["en"]
    tag = opened(visitor, "/work/").headers["ETag"]
    for headers in ({}, {"HX-Request": "true", "HX-Boosted": "true"}, {"If-None-Match": tag}):
        mark = opened(visitor, "/work/", **headers).headers["Visit-Mark"]
        here = visitor.get("/work/").select_one("script")["data-here"]
        assert mark == f"{here} {frame}"


def test_nobody_who_is_not_signed_in_has_a_mark(visitor):
    assert "Visit-Mark" not in opened(visitor, "/sign-in").headers


def test_the_worker_is_asked_for_anew_and_the_same_for_everybody(visitor, amina):
    first = opened(visitor, "/worker.js")
    again = opened(visitor, "/worker.js", **{"If-None-Match": first.headers["ETag"]})
    visitor.sign_in(amina, own_phone=True)

    assert first.mimetype == "text/javascript"
    assert first.headers["Cache-Control"] == "no-cache"
    assert again.status_code == 304
    assert opened(visitor, "/worker.js").headers["ETag"] == first.headers["ETag"]


def test_the_page_without_a_line_is_drawn_for_her_and_holds_the_words_of_the_worker(visitor, amina):
    visitor.sign_in(amina, own_phone=True)
    page = visitor.get("/offline")

    heading = page.select_one("h1")
    assert heading.text == "There is no line here"
    assert "{time}" in heading["data-as-of"]
    assert heading["data-in"] == "en-GB"
    assert page.select(".tabs a")
