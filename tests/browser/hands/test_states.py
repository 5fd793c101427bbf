"""Pages in the states that nobody plans: refused, held, doubled, too long, without a line."""

import sqlite3
from contextlib import contextmanager

import pytest

from tests.browser.hands.looking import look_at
from tests.browser.test_the_loop import go, sign_in, until

pytestmark = pytest.mark.browser

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4
ARABIC = "المستشفيات" * 30


def suits(page):
    """Check that the page as it stands now suits every eye and hand."""
    wrong = look_at(page)
    assert not wrong, "\n".join([page.url, *wrong])


@pytest.fixture
def person(portal, small_phone):
    """Sign somebody in on a small phone."""

    def make(name, **options):
        page = small_phone(**options)
        sign_in(page, portal, f"{name}@test.example")
        return page

    return make


@contextmanager
def in_the_database(portal, deed, undone=""):
    """Do something behind the portal's back, and undo it."""
    for statement, during in ((deed, True), (undone, False)):
        with sqlite3.connect(portal.data / "portal.db", timeout=20) as database:
            database.execute(statement or "SELECT 1")
        if during:
            yield


def test_the_door_before_and_after_a_wrong_password(portal, small_phone):
    page = small_phone()
    page.goto(portal.url + "/sign-in")
    suits(page)
    sign_in(page, portal, "amina@test.example", password="not the right one")
    assert page.locator("[role=alert], .wrong").count()
    suits(page)


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/sign-out", 405), ("/p/x", 404)])
@pytest.mark.parametrize("name", ["amina", None])
def test_what_is_refused_says_so(portal, small_phone, person, name, path, status):
    page = person(name) if name else small_phone()

    assert page.goto(portal.url + path).status == status
    suits(page)


@pytest.mark.parametrize(
    ("name", "path", "button"),
    [
        ("amina", "/steps/", "Add the step"),
        ("amina", "/reflections/", "Keep it"),
        ("joan", "/programme/tasks/new", "Add the task"),
        ("joan", "/programme/rubrics/import", "Look at it"),
        ("joan", "/programme/invitations", "main form button"),
    ],
)
def test_what_is_missing_is_said_beside_its_box(portal, person, name, path, button):
    page = person(name)
    page.goto(portal.url + path)
    go(page, button if "main" in button else f"main form button:has-text('{button}') >> nth=0")

    assert page.locator("main [role=alert]").count()
    suits(page)


def test_two_texts_that_met_stand_side_by_side(portal, person):
    amina = person("amina")
    amina.goto(portal.url + portal.draft)
    other_tab = amina.context.new_page()
    other_tab.goto(amina.url)
    amina.fill("#text", "From the first tab.")
    go(amina, "text=Save the draft >> nth=0")
    other_tab.fill("#text", "From the second tab.")
    go(other_tab, "text=Save the draft >> nth=0")

    assert "changed while you were writing" in other_tab.inner_text("h1")
    suits(other_tab)


def test_what_waits_after_a_visit_ended_is_told_at_the_door(portal, person):
    amina = person("amina")
    amina.goto(portal.url + "/reflections/")
    amina.fill("#words", "Written too late.")
    with in_the_database(portal, "UPDATE visits SET ended_at = '2026-01-01 00:00:00'"):
        go(amina, "text=Keep it")

    assert "What you wrote is kept" in amina.inner_text("main")
    suits(amina)


def test_a_busy_portal_shows_what_was_typed(portal, person):
    amina = person("amina")
    amina.goto(portal.url + "/steps/")
    amina.fill("#words", "Ask chef about the labels")
    away, back = "steps RENAME TO steps_away", "steps_away RENAME TO steps"
    with in_the_database(portal, f"ALTER TABLE {away}", f"ALTER TABLE {back}"):
        with amina.expect_response(lambda answer: answer.request.method == "POST"):
            amina.click("text=Add the step")
        until(amina, "document.querySelector('#failed') || !document.querySelector('#words')")
        suits(amina)


def test_cards_to_print(portal, person):
    joan = person("joan")
    joan.goto(portal.url + "/programme/cards")
    for box in joan.locator("main input[type=checkbox]").all():
        box.check()
    go(joan, "main form button >> nth=-1")

    assert joan.locator(".door-card").count()
    suits(joan)
    joan.emulate_media(media="print")
    assert joan.locator(".door-card .qr").first.is_visible()


@pytest.mark.parametrize("word", [LONG, ARABIC], ids=["German", "Arabic"])
def test_a_word_without_an_end_does_not_push_the_page_apart(portal, person, word):
    amina = person("amina")
    amina.goto(portal.url + "/work/")
    amina.fill("#title", word[:110])
    go(amina, "text=Begin")
    suits(amina)
    amina.fill("#text", f"# {word}\n\n{word}\n\n- {word}\n\n| {word} | b |\n|---|---|\n| c | d |")
    go(amina, "text=Check and send")
    suits(amina)
    amina.goto(portal.url + "/work/")
    suits(amina)


def test_a_line_that_drops_is_told_where_one_is(portal, person):
    amina = person("amina")
    amina.goto(portal.url + portal.draft)
    until(amina, "window.htmx")
    amina.fill("#text", "Typed in the tunnel.")
    amina.wait_for_selector(".autosaved:has-text('Saved')")
    suits(amina)
    amina.context.set_offline(True)
    amina.click("text=Save the draft >> nth=0")
    amina.wait_for_selector("#failed")
    suits(amina)


def test_what_was_kept_on_the_phone_is_offered(portal, small_phone):
    amina = small_phone()
    amina.goto(portal.url + "/sign-in")
    amina.check("#mine")
    amina.fill("#email", "amina@test.example")
    amina.fill("#password", "a password for tests")
    go(amina, "main button")
    amina.goto(portal.url + portal.draft)
    until(amina, "window.htmx")
    amina.route(
        "**/draft", lambda one: one.abort() if one.request.method == "POST" else one.continue_()
    )
    amina.fill("#text", "Written under ground.")
    amina.wait_for_selector(".autosaved:has-text('Kept on this phone')")
    amina.unroute("**/draft")
    amina.reload()
    amina.wait_for_selector(".says:has-text('Written under ground.')")

    suits(amina)


def test_a_slow_answer_shows_that_it_is_under_way(portal, person):
    amina = person("amina")
    amina.goto(portal.url + "/steps/")
    until(amina, "window.htmx")
    waiting = []
    amina.route("**/reflections/", lambda one: waiting.append(one))
    amina.click(".tabs a:has-text('Reflect')")
    until(amina, "document.documentElement.className === 'waits'")

    suits(amina)
    waiting[0].continue_()
