"""An own phone keeps pages and asks; a shared one keeps nothing; the sheet is fetched once."""

import re

import pytest

from portal.assets import SCRIPTS

HTMX = {"HX-Request": "true", "HX-Boosted": "true"}


@pytest.fixture
def amina(make):
    return make.learner(make.programme())


def opened(visitor, path, **headers):
    return visitor.client.get(path, headers=headers, buffered=True)


def test_an_unchanged_page_is_not_sent_twice_to_an_own_phone(visitor, amina):
    visitor.sign_in(amina, own_phone=True)
    first = opened(visitor, "/reflections/")
    again = opened(visitor, "/reflections/", **{"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, no-cache"
    assert (again.status_code, again.data) == (304, b"")


def test_a_changed_page_is_sent(visitor, amina):
    visitor.sign_in(amina, own_phone=True)
    first = opened(visitor, "/reflections/")
    visitor.post("/reflections/", words="Something new")
    again = opened(visitor, "/reflections/", **{"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 200
    assert "Something new" in again.text


def test_a_kept_page_can_still_send(visitor, amina):
    visitor.sign_in(amina, own_phone=True)
    page = visitor.get("/reflections/")
    tag = visitor.response.headers["ETag"]
    assert opened(visitor, "/reflections/", **{"If-None-Match": tag}).status_code == 304
    visitor.page = page
    visitor.submit("form[action='/reflections/'][method=post]", words="From the kept page")
    visitor.page = page
    visitor.submit("form[action='/reflections/'][method=post]", words="And once more")

    assert len(visitor.get("/reflections/").select(".reflection")) == 2


def test_another_person_never_gets_a_304(visitor, another, make, amina):
    visitor.sign_in(amina, own_phone=True)
    tag = opened(visitor, "/settings").headers["ETag"]
    another.sign_in(make.learner(make.programme("Bakery"), name="Bo"), own_phone=True)

    assert opened(another, "/settings", **{"If-None-Match": tag}).status_code == 200


def test_a_shared_phone_keeps_nothing(visitor, amina):
    visitor.sign_in(amina)
    answer = opened(visitor, "/reflections/")

    assert answer.headers["Cache-Control"] == "no-store, no-cache"
    assert "ETag" not in answer.headers


def test_a_page_and_its_inside_have_tags_of_their_own(visitor, amina):
    visitor.sign_in(amina, own_phone=True)
    assert (
        opened(visitor, "/work/").headers["ETag"]
        != opened(visitor, "/work/", **HTMX).headers["ETag"]
    )


def test_the_sheet_is_inside_the_first_page_and_linked_later(visitor, amina):
    visitor.sign_in(amina)
    page = visitor.get("/work/")
    assert page.select("style")
    link = page.select_one("link[rel=stylesheet]")
    assert link["media"] == "print"

    sheet = opened(visitor, str(link["href"]))
    assert "immutable" in sheet.headers["Cache-Control"]
    assert sheet.headers["Set-Cookie"].startswith("css=")

    page = visitor.get("/work/")
    assert not page.select("style")
    assert not page.select_one("link[rel=stylesheet]").get("media")


def test_a_public_page_always_carries_its_sheet(visitor):
    visitor.client.set_cookie("css", visitor.app.config["ASSETS"].sheet_name)
    assert visitor.get("/sign-in").select("style")


def test_files_come_compressed_and_are_small(visitor, amina):
    visitor.sign_in(amina)
    script = visitor.get("/work/").select_one("script")
    joined = visitor.app.config["ASSETS"].scripts
    assert script["data-next"] in joined.values()
    for address in joined.values():
        text = opened(visitor, address).get_data(as_text=True)
        parts = re.search(r"/static/uploading\.\w+\.js", text)[0]
        all_of_them = (str(script["src"]), address, parts, "/worker.js")
        sizes = [
            len(opened(visitor, one, **{"Accept-Encoding": "gzip"}).data) for one in all_of_them
        ]
        assert sum(sizes) <= 24_000, sizes


def test_our_scripts_come_without_comments_and_htmx_as_it_is(visitor, amina):
    visitor.sign_in(amina)
    script = visitor.get("/work/").select_one("script")
    start, joined = (opened(visitor, str(script[name])).text for name in ("src", "data-next"))
    htmx = (SCRIPTS / "vendor" / "htmx.min.js").read_text()

    assert htmx in joined
    for ours in (start, joined.replace(htmx, "")):
        assert "/*" not in ours
        assert "\n  " not in ours


def test_public_pages_carry_no_script(visitor):
    assert not visitor.get("/sign-in").select("script")
