"""Another language, with one tap: for a person, for a browser, and on pages that know nobody."""

import pytest

from portal import choosing, languages
from portal.blueprints.shares.addresses import path_of
from portal.models import Person

PICKER = "form#languages"


@pytest.fixture
def amina(make):
    return make.learner(make.programme())


def offered(page):
    return [button["value"] for button in page.select("#languages button")]


@pytest.mark.parametrize("path", ["/", "/work/", "/steps/", "/settings", "/nowhere"])
def test_a_person_changes_the_language_with_one_tap(visitor, amina, session, path):
    visitor.sign_in(amina)
    page = visitor.get(path, status=404 if path == "/nowhere" else 200)
    assert (page.html["lang"], offered(page)) == ("en", ["ar", "es"])

    visitor.submit(PICKER, button="Español", follow=False)

    assert visitor.location == path
    page = visitor.get(path, status=404 if path == "/nowhere" else 200)
    assert (page.html["lang"], offered(page)) == ("es", ["en", "ar"])
    session.expire_all()
    assert session.get(Person, amina.id).language == "es"


def test_the_page_comes_back_with_its_question(visitor, amina):
    visitor.sign_in(amina)
    visitor.get("/search?q=van")

    visitor.submit(PICKER, button="العربية", follow=False)

    assert visitor.location == "/search?q=van"
    assert visitor.follow().html["dir"] == "rtl"


def test_the_language_of_another_tab_does_not_stop_what_is_saved_there(visitor, amina):
    visitor.sign_in(amina)
    settings = visitor.get("/settings")
    visitor.submit(PICKER, button="Español")

    visitor.page = settings
    visitor.submit(name="Amina Y.")

    assert visitor.page.select_one("#name")["value"] == "Amina Y."


@pytest.mark.parametrize(
    ("path", "status"), [("/sign-in", 200), ("/nowhere", 404), ("/codes/", 200)]
)
def test_a_browser_that_nobody_is_signed_in_at_keeps_its_language(visitor, path, status):
    visitor.get(path, status=status)

    visitor.submit(PICKER, button="Español", follow=False)

    cookie = visitor.response.headers["Set-Cookie"]
    assert "language=es" in cookie
    assert "SameSite=Lax" in cookie
    assert "HttpOnly" in cookie
    assert visitor.get(path, status=status).html["lang"] == "es"
    assert visitor.get("/sign-in", **{"Accept-Language": "ar"}).html["lang"] == "es"


@pytest.mark.parametrize(("own_phone", "kept"), [(True, True), (False, False)])
def test_only_an_own_phone_remembers_it_when_she_has_left(visitor, amina, own_phone, kept):
    visitor.sign_in(amina, own_phone=own_phone)
    visitor.get("/settings")

    visitor.submit(PICKER, button="Español", follow=False)

    assert (visitor.client.get_cookie("language") is not None) is kept


def test_a_form_that_came_back_with_mistakes_stays_open(visitor, amina):
    """The page in the other language opens beside it: what was typed is still there."""
    visitor.sign_in(amina)
    visitor.get("/steps/")
    assert not visitor.page.select_one(PICKER).has_attr("target")

    visitor.post("/steps/", words=" ", status=422)
    assert visitor.page.select_one(PICKER)["target"] == "_blank"
    visitor.submit(PICKER, button="Español", follow=False)
    assert visitor.location == "/steps/"


def test_a_page_that_only_takes_posts_leads_to_the_first_one(visitor, amina):
    visitor.sign_in(amina)
    visitor.get("/sign-out", status=405)

    visitor.submit(PICKER, button="Español", follow=False)

    assert visitor.location == "/"


@pytest.mark.parametrize("away", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_it_leads_nowhere_else(visitor, away):
    visitor.get("/sign-in")
    visitor.submit(PICKER, button="Español", next=away, follow=False)
    assert visitor.location == "/"


def test_it_is_not_changed_from_another_site_or_without_a_token(visitor, amina, session):
    visitor.sign_in(amina)
    answer = visitor.client.post("/language", data={"language": "es"})
    assert answer.status_code == 400
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = visitor.client.post("/language", data={"language": "es"}, headers=headers)
    assert answer.status_code == 400
    assert session.get(Person, amina.id).language == "en"


def test_a_language_that_nobody_speaks_is_refused(visitor):
    visitor.post("/language", language="xx", status=400)


def test_a_whole_page_is_loaded_so_that_it_turns_round(visitor, amina):
    visitor.sign_in(amina)
    assert visitor.get("/").select_one(PICKER)["hx-boost"] == "false"


def test_an_own_phone_gets_the_page_anew_in_the_other_language(visitor, amina):
    visitor.sign_in(amina, own_phone=True)
    visitor.get("/settings")
    tag = visitor.response.headers["ETag"]
    visitor.submit(PICKER, button="Español", follow=False)

    page = visitor.get("/settings", **{"If-None-Match": tag})

    assert page.html["lang"] == "es"
    assert visitor.response.headers["ETag"] != tag


def test_a_language_says_that_no_speaker_has_checked_it(visitor, monkeypatch):
    monkeypatch.setattr(languages, "UNCHECKED", frozenset({"es"}))
    spanish = visitor.get("/sign-in").select_one("#languages [value=es]")
    assert spanish.text.startswith("Español (")
    assert spanish["lang"] == "es"

    monkeypatch.setattr(languages, "UNCHECKED", frozenset())
    assert visitor.get("/sign-in").select_one("#languages [value=es]").text == "Español"


def test_a_speakers_yes_is_one_line(tmp_path):
    for tag, yes in (("es", "yes"), ("ar", "no"), ("ka", "")):
        place = tmp_path / tag / "LC_MESSAGES"
        place.mkdir(parents=True)
        said = f"# Checked by a speaker: {yes}\n" if yes else ""
        (place / "messages.po").write_text(f'# Words.\n{said}#\nmsgid ""\nmsgstr ""\n')
    assert languages.find_unchecked(tmp_path) == {"ar", "ka"}


def test_link_pages_are_those_on_which_the_address_says_it():
    assert path_of("") == choosing.LINKS
