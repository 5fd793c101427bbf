"""An employer reads the page in another language: the address says it, and nothing is kept."""

import pytest

LINKS = "#languages a"


def link_to(page, tag):
    return page.select_one(f"{LINKS}[lang={tag}]")["href"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/p/the-secret", 200), ("/p/the-secret/answer", 200), ("/p/nothing", 404)],
)
def test_every_page_of_a_link_changes_its_language_with_one_tap(visitor, shown, path, status):
    page = visitor.get(path, status=status)
    assert page.html["lang"] == "en"

    page = visitor.get(path + link_to(page, "ar"), status=status)

    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert [a["lang"] for a in page.select(LINKS)] == ["en", "es"]
    assert "Set-Cookie" not in visitor.response.headers
    assert not page.select("form#languages")


def test_a_link_that_ended_says_so_in_the_other_language(visitor, shown, session):
    shown.share.off_at = shown.share.created_at
    session.merge(shown.share)
    session.commit()

    page = visitor.get("/p/the-secret", status=410)
    page = visitor.get("/p/the-secret" + link_to(page, "es"), status=410)

    assert page.html["lang"] == "es"


def test_the_next_page_speaks_it_too(visitor, shown):
    page = visitor.get("/p/the-secret?lang=es")
    for link in page.select("main a[href^='/p/']"):
        if "/media/" not in link["href"]:
            assert visitor.get(link["href"]).html["lang"] == "es", link

    visitor.get("/p/the-secret/answer?lang=es")
    page = visitor.submit(name="Jean", reach="jean@example.org", words="Come and see us.")
    assert page.html["lang"] == "es"
    assert page.select_one("[role=status]")


def test_it_still_says_that_the_answer_was_sent(visitor, shown):
    page = visitor.get("/p/the-secret/answer?sent=1")
    page = visitor.get("/p/the-secret/answer" + link_to(page, "ar"))

    assert page.html["lang"] == "ar"
    assert page.select_one("[role=status]")


def test_pages_that_are_kept_are_kept_apart(visitor, shown):
    """Asked for by the browser, or by the address: the links on it are others."""
    asked = visitor.get("/p/the-secret", **{"Accept-Language": "ar"})
    chosen = visitor.get("/p/the-secret?lang=ar")
    english = visitor.get("/p/the-secret?lang=en", **{"Accept-Language": "ar"})

    assert asked.html["lang"] == chosen.html["lang"] == "ar"
    assert english.html["lang"] == "en"
    assert not asked.select("main a[href*='lang=']")
    assert chosen.select("main a[href*='lang=ar']")
    assert visitor.get("/p/the-secret").html["lang"] == "en"


def test_a_cookie_of_the_portal_changes_nothing_here(visitor, shown):
    visitor.client.set_cookie("language", "es")
    for path in ("/p/the-secret", "/p/the-secret/answer"):
        assert visitor.get(path).html["lang"] == "en"


def test_a_language_that_nobody_speaks_is_not_taken(visitor, shown):
    assert visitor.get("/p/the-secret?lang=xx").html["lang"] == "en"
