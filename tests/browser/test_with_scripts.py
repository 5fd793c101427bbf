"""The same pages where scripts run: one trip for a save, nothing lost without a line."""

import sqlite3

import pytest

from portal.blueprints.accounts.passwords import hash_password
from portal.engine import Database
from tests.browser.test_the_loop import PASSWORD, sign_in, until
from tests.factories import Factory
from tests.running import running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    with running(tmp_path_factory.mktemp("scripts") / "data") as portal:
        database = Database(f"sqlite:///{portal.data / 'portal.db'}")
        with database.session() as session:
            make = Factory(session)
            harbour = make.programme()
            amina = make.learner(
                harbour, email="amina@test.example", password_hash=hash_password(PASSWORD)
            )
            make.mentor(harbour, amina)
            portal.draft = _draft(make, amina, harbour)
        database.close()
        yield portal


def _draft(make, amina, harbour):
    draft = make.draft(make.work(amina, harbour, title="My shelf"), "The van came.")
    address = f"/work/{draft.work_id}/versions/1/draft"
    make.session.commit()
    return address


@pytest.fixture
def amina(portal, phone):
    """Her own phone, with scripts, at her draft; `asked` lists what it asks for."""
    page = phone(scripts=True)
    page.goto(portal.url + "/sign-in")
    page.check("#mine")
    sign_in_here(page)
    page.goto(portal.url + portal.draft)
    ready(page)
    page.asked = []
    page.on("request", lambda one: page.asked.append((one.method, one.resource_type)))
    return page


def sign_in_here(page):
    page.fill("#email", "amina@test.example")
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.click("main button")


def ready(page):
    until(page, "window.htmx && document.getElementById('page')")


def save(page):
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.click("text=Save the draft >> nth=0")
    until(page, "!document.querySelector('[data-busy]')")


def test_a_save_is_one_trip_and_one_stays_where_one_is(amina):
    amina.fill("#text", "The van came at seven.")
    amina.locator("text=Save the draft >> nth=1").scroll_into_view_if_needed()
    before = amina.evaluate("window.pageYOffset")
    with amina.expect_response(lambda answer: answer.request.method == "POST"):
        amina.click("text=Save the draft >> nth=1")
    until(amina, "document.activeElement.textContent === 'Save the draft'")

    assert [one for one in amina.asked if one[1] in ("xhr", "document")] == [("POST", "xhr")]
    assert abs(amina.evaluate("window.pageYOffset") - before) < 60
    assert amina.input_value("#text") == "The van came at seven."


def test_a_link_leads_on_and_back_leads_back(amina):
    address = amina.url
    amina.click(".tabs a >> nth=2")
    until(amina, "document.activeElement.tagName === 'H1'")
    assert amina.url.endswith("/reflections/")
    assert "What you learned" in amina.title()
    until(amina, "document.getElementById('said').textContent.length > 0")

    amina.go_back()
    amina.wait_for_selector("#text")
    assert amina.url == address
    amina.go_forward()
    amina.wait_for_selector("#reflections-panel")
    assert ("GET", "document") not in amina.asked


def test_back_after_the_visit_ended_leads_to_the_door(portal, amina):
    amina.click(".tabs a >> nth=2")
    until(amina, "document.activeElement.tagName === 'H1'")
    with sqlite3.connect(portal.data / "portal.db") as database:
        database.execute("UPDATE visits SET ended_at = '2026-01-01 00:00:00'")
    amina.go_back()
    amina.wait_for_url("**/sign-in**")

    assert "My shelf" not in amina.inner_text("body")


def test_a_double_tap_sends_once(amina):
    amina.dblclick("text=Save the draft >> nth=0")
    until(amina, "!document.querySelector('[data-busy]')")
    amina.wait_for_timeout(300)

    assert [one for one in amina.asked if one[0] == "POST"] == [("POST", "xhr")]


def test_what_cannot_be_sent_says_so_keeps_the_text_and_is_sent_again(amina):
    amina.context.set_offline(True)
    amina.fill("#text", "Typed in the tunnel.")
    amina.click("text=Save the draft >> nth=0")
    amina.wait_for_selector("#failed")
    assert "Nothing you typed is lost" in amina.inner_text("#failed")
    assert amina.input_value("#text") == "Typed in the tunnel."

    amina.context.set_offline(False)
    with amina.expect_response(lambda answer: answer.request.method == "POST"):
        amina.click("#failed button")
    until(amina, "!document.getElementById('failed')")
    amina.reload()
    assert amina.input_value("#text") == "Typed in the tunnel."


def test_what_is_typed_is_saved_by_itself(amina):
    amina.locator("#text").fill("Nobody pressed anything.")
    amina.wait_for_selector(".autosaved:has-text('Saved')")
    amina.reload()
    assert amina.input_value("#text") == "Nobody pressed anything."


def test_a_thought_that_was_saved_by_itself_is_not_kept_twice(portal, amina):
    amina.goto(portal.url + "/reflections/")
    ready(amina)
    amina.fill("#words", "Dates first.")
    amina.wait_for_selector(".autosaved:has-text('Saved')")
    amina.fill("#words", "Dates first, then the fridge.")
    with amina.expect_response(lambda answer: answer.request.method == "POST"):
        amina.click("text=Keep it")
    amina.goto(portal.url + "/reflections/")

    assert amina.locator(".reflection").count() == 1
    assert "then the fridge" in amina.inner_text(".reflection")


def test_another_language_turns_the_whole_page(portal, amina):
    amina.goto(portal.url + "/settings")
    ready(amina)
    with amina.expect_navigation():
        amina.click("main form button >> nth=0")
    assert ("POST", "document") in amina.asked


def test_without_a_line_it_waits_on_her_own_phone_and_both_texts_are_shown(amina):
    before = amina.input_value("#text")
    amina.route(
        "**/draft", lambda one: one.abort() if one.request.method == "POST" else one.continue_()
    )
    amina.fill("#text", "Written under ground.")
    amina.wait_for_selector(".autosaved:has-text('Kept on this phone')")
    amina.unroute("**/draft")
    amina.reload()
    ready(amina)

    assert amina.input_value("#text") == before
    amina.wait_for_selector(".says:has-text('Written under ground.')")
    with amina.expect_response(lambda answer: answer.request.method == "POST"):
        amina.click("text=Put it in")
    amina.wait_for_selector(".autosaved:has-text('Saved')")
    assert amina.input_value("#text") == "Written under ground."
    assert amina.evaluate("window.localStorage.length") == 0


DRAFTS = """new Promise(function (resolve) {
  indexedDB.open('foothold', 1).onsuccess = function (event) {
    const names = event.target.result.objectStoreNames;
    if (!names.length) { event.target.result.close(); resolve(0); return; }
    event.target.result.transaction('drafts').objectStore('drafts').count().onsuccess =
      function (counted) { event.target.result.close(); resolve(counted.target.result); };
  };
})"""
NO_LOCAL_STORAGE = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('full', 'QuotaExceededError'); } });"""


def test_where_local_storage_refuses_it_waits_in_the_other_place(amina):
    amina.add_init_script(NO_LOCAL_STORAGE)
    amina.reload()
    ready(amina)
    before = amina.input_value("#text")
    amina.context.set_offline(True)
    amina.fill("#text", "Too much for the one.")
    amina.wait_for_selector(".autosaved:has-text('Kept on this phone')")
    amina.context.set_offline(False)
    amina.reload()
    ready(amina)

    assert amina.input_value("#text") == before
    amina.wait_for_selector(".says:has-text('Too much for the one.')")
    amina.click("text=Throw it away")
    until(amina, f"{DRAFTS}.then(count => count === 0)")


def test_leaving_the_phone_forgets_what_waited_on_it(amina):
    amina.context.set_offline(True)
    amina.fill("#text", "For my eyes only.")
    amina.wait_for_selector(".autosaved:has-text('Kept on this phone')")
    until(amina, f"{DRAFTS}.then(count => count === 1)")
    amina.context.set_offline(False)
    with amina.expect_navigation():
        amina.click("text=Leave this phone")
    assert amina.evaluate("window.localStorage.length") == 0
    assert amina.evaluate(DRAFTS) == 0


def test_a_shared_phone_keeps_nothing(portal, phone):
    page = phone(scripts=True)
    sign_in(page, portal, "amina@test.example")
    page.goto(portal.url + portal.draft)
    ready(page)
    page.context.set_offline(True)
    page.fill("#text", "On a phone of others.")
    page.wait_for_selector(".autosaved:has-text('Not saved yet')")
    assert page.evaluate("window.localStorage.length") == 0


def test_nothing_private_comes_back_after_leaving(portal, remembering):
    page = remembering()
    page.goto(portal.url + "/sign-in")
    page.check("#mine")
    sign_in_here(page)
    page.goto(portal.url + portal.draft)
    ready(page)
    with page.expect_navigation():
        page.click("text=Leave this phone")
    page.evaluate("history.back()")
    page.wait_for_timeout(1500)

    assert "My shelf" not in page.inner_text("body")
    assert "/sign-in" in page.url


def test_no_style_but_the_sheet_is_let_in(amina):
    painted = amina.evaluate(
        """(() => {
            const own = document.createElement('style'), h1 = document.querySelector('h1');
            own.textContent = 'h1 { color: rgb(1, 2, 3) }';
            document.head.appendChild(own);
            h1.setAttribute('style', 'margin-top: 77px');
            return [getComputedStyle(h1).color, getComputedStyle(h1).marginTop];
        })()"""
    )
    assert "rgb(1, 2, 3)" not in painted
    assert "77px" not in painted
    assert amina.evaluate("getComputedStyle(document.querySelector('.button')).fontWeight") == "700"
