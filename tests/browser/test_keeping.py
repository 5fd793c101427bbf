"""On her own phone the pages she saw can be read without a line; nobody else's phone keeps any."""

import os
import shutil
import signal
import sqlite3
from contextlib import contextmanager, suppress
from threading import Timer

import pytest
from playwright.sync_api import Error

from portal.blueprints.accounts.passwords import hash_password
from portal.engine import Database
from tests import running as process
from tests.browser.test_the_loop import PASSWORD
from tests.browser.test_with_scripts import ready, until
from tests.factories import Factory
from tests.running import ROOT, running

pytestmark = pytest.mark.browser

NAMES = "caches.keys()"
KEPT = """caches.keys().then(names => Promise.all(names.map(name => caches.open(name)
  .then(cache => cache.keys()).then(all => all.map(one => new URL(one.url).pathname)))))
  .then(lists => [].concat(...lists))"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    with running(tmp_path_factory.mktemp("keeping") / "data") as portal:
        database = Database(f"sqlite:///{portal.data / 'portal.db'}")
        with database.session() as session:
            _people(Factory(session))
            session.commit()
        database.close()
        yield portal


def _people(make):
    harbour, password_hash = make.programme(), hash_password(PASSWORD)
    for name in ("Amina", "Bo"):
        email = f"{name.lower()}@test.example"
        learner = make.learner(harbour, name=name, email=email, password_hash=password_hash)
        make.reflection(learner, words=f"Only {name} knows.")


@pytest.fixture
def amina(portal, phone):
    return her_own(phone(scripts=True), portal, "amina")


def her_own(page, portal, name):
    """Sign in on her own phone, and wait until it keeps the page and its frame."""
    sign_in(page, portal, name, own=True)
    until(page, f"{KEPT}.then(kept => kept.includes('/offline') && kept.length > 1)")
    return page


def sign_in(page, portal, name, *, own):
    page.goto(portal.url + "/sign-in")
    page.set_checked("#mine", own)
    page.fill("#email", f"{name}@test.example")
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.click("main button")
    ready(page)


def kept_on(page):
    return page.evaluate(KEPT)


def see_reflections(page):
    page.click(".tabs a >> nth=2")
    until(page, f"{KEPT}.then(kept => kept.includes('/reflections/'))")


def without_a_line(page, portal, path):
    page.context.set_offline(True)
    return page.goto(portal.url + path)


def test_a_page_she_saw_can_be_read_without_a_line(portal, amina):
    see_reflections(amina)
    without_a_line(amina, portal, "/reflections/")
    ready(amina)

    assert "Only Amina knows." in amina.inner_text("main")
    assert "As of " in amina.inner_text("main [role=status]")
    assert amina.title().startswith("What you learned")
    assert amina.evaluate("getComputedStyle(document.body).margin") == "0px", "the sheet is there"


def test_a_link_to_a_page_she_saw_works_without_a_line(portal, amina):
    see_reflections(amina)
    amina.click(".brand")
    until(amina, "location.pathname === '/'")
    amina.context.set_offline(True)
    amina.click(".tabs a >> nth=2")
    amina.wait_for_selector("main [role=status]:has-text('without a line')")

    assert "Only Amina knows." in amina.inner_text("main")
    assert amina.url.endswith("/reflections/")
    amina.go_back()
    until(amina, "location.pathname === '/'")
    amina.wait_for_selector("main [role=status]:has-text('without a line')")


def test_a_kept_page_is_quick_and_gone_when_the_line_is_back(portal, amina):
    see_reflections(amina)
    without_a_line(amina, portal, "/reflections/")
    took = amina.evaluate("performance.getEntriesByType('navigation')[0].responseEnd")
    amina.context.set_offline(False)
    amina.reload()

    assert took <= 500
    assert "without a line" not in amina.inner_text("main")


@contextmanager
def silence(portal, seconds=None):
    """Let the portal take connections and say nothing, until the end or for some seconds."""
    group = portal.process.pid
    os.killpg(group, signal.SIGSTOP)
    timer = Timer(seconds or 60, os.killpg, (group, signal.SIGCONT))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        os.killpg(group, signal.SIGCONT)


def test_a_line_that_stays_silent_is_not_waited_for_and_the_newer_page_is_offered(portal, amina):
    see_reflections(amina)
    with silence(portal):
        amina.goto(portal.url + "/reflections/", timeout=20_000)
        assert "As of " in amina.inner_text("#as-of")
        ready(amina)
    amina.wait_for_selector("#as-of:has-text('The line is back')")
    assert "Only Amina knows." in amina.inner_text("main"), "offered, not forced"

    amina.click("#as-of a")
    amina.wait_for_selector("#as-of", state="detached")
    assert "Only Amina knows." in amina.inner_text("main")


def test_a_tapped_link_on_a_silent_line_comes_from_the_phone_too(portal, amina):
    see_reflections(amina)
    amina.click(".brand")
    until(amina, "location.pathname === '/'")
    with silence(portal):
        amina.click(".tabs a >> nth=2")
        amina.wait_for_selector("#as-of")
        assert "Only Amina knows." in amina.inner_text("main")
    amina.wait_for_selector("#as-of:has-text('The line is back')")


def test_a_slow_line_that_lives_brings_the_page_of_now(portal, amina):
    see_reflections(amina)
    with silence(portal, 1.5):
        amina.goto(portal.url + "/reflections/")
    assert not amina.query_selector("#as-of")


def test_a_page_that_did_not_change_is_not_sent_again_and_kept(portal, amina):
    see_reflections(amina)
    amina.click(".brand")
    until(amina, "location.pathname === '/'")
    see_reflections(amina)
    until(amina, "document.activeElement.tagName === 'H1'")
    assert "GET /reflections/ 304" in (portal.data / "serve.log").read_text()

    without_a_line(amina, portal, "/reflections/")
    assert "Only Amina knows." in amina.inner_text("main")


def test_a_page_that_is_gone_is_not_kept_any_longer(portal, amina):
    see_reflections(amina)
    address = amina.get_attribute(".reflection a", "href")
    amina.click(".reflection a >> nth=0")
    until(amina, f"{KEPT}.then(kept => kept.includes('{address}'))")
    with sqlite3.connect(portal.data / "portal.db") as database:
        database.execute(
            "UPDATE reflections SET person_id = (SELECT id FROM people WHERE name = 'Bo')"
        )
    try:
        assert amina.goto(portal.url + address).status == 404
        until(amina, f"{KEPT}.then(kept => !kept.includes('{address}'))")
    finally:
        with sqlite3.connect(portal.data / "portal.db") as database:
            database.execute(
                "UPDATE reflections SET person_id = (SELECT id FROM people WHERE name = 'Amina')"
                " WHERE words NOT LIKE '%Bo%'"
            )


def test_a_page_she_never_saw_is_told_in_kind_words(portal, amina):
    answer = without_a_line(amina, portal, "/portfolios/")

    assert answer.status == 503
    assert amina.inner_text("h1") == "There is no line here"
    assert "Only" not in amina.inner_text("body")
    ready(amina)
    amina.context.set_offline(False)
    amina.click("text=Try again")
    until(amina, "document.querySelector('h1').textContent !== 'There is no line here'")
    assert amina.url.endswith("/portfolios/")


def test_a_link_to_a_page_she_never_saw_leaves_her_where_she_is(portal, amina):
    amina.context.set_offline(True)
    amina.click(".tabs a >> nth=2")
    amina.wait_for_selector("#failed")

    assert "There is no line here" in amina.inner_text("#failed")
    assert amina.evaluate("location.pathname") == "/"


def test_what_she_sent_shows_in_the_kept_page(portal, amina):
    see_reflections(amina)
    amina.fill("main textarea >> nth=0", "Sent before the tunnel.")
    with amina.expect_response(lambda answer: answer.request.method == "POST"):
        amina.click("main form[method=post] button >> nth=0")
    amina.wait_for_selector("main :text('Sent before the tunnel.')")
    amina.wait_for_timeout(500)
    without_a_line(amina, portal, "/reflections/")

    assert "As of " in amina.inner_text("main [role=status]")
    assert "Sent before the tunnel." in amina.inner_text("main")


def test_at_most_thirty_pages_are_kept(portal, amina):
    for number in range(33):
        amina.evaluate(f"fetch('/search?q=shelf{number}', {{headers: {{'HX-Boosted': 'true'}}}})")
    until(amina, f"{KEPT}.then(kept => kept.filter(one => one === '/search').length === 30)")
    without_a_line(amina, portal, "/search?q=shelf1")
    assert amina.inner_text("h1") == "There is no line here"
    without_a_line(amina, portal, "/search?q=shelf32")
    assert "As of " in amina.inner_text("main")


def test_a_shared_phone_has_no_worker_and_keeps_nothing(portal, phone):
    page = phone(scripts=True)
    sign_in(page, portal, "amina", own=False)
    page.wait_for_timeout(1000)

    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert page.evaluate(NAMES) == []
    assert not page.query_selector("link[rel=manifest]")


def workers_of(page):
    return page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)")


def test_leaving_takes_all_away_and_the_next_person_sees_only_her_own(portal, amina):
    see_reflections(amina)
    with amina.expect_navigation():
        amina.click("text=Leave this phone")
    assert amina.evaluate(NAMES) == []
    assert workers_of(amina) == 0

    her_own(amina, portal, "bo")
    without_a_line(amina, portal, "/reflections/")
    assert amina.inner_text("h1") == "There is no line here"
    assert "Amina" not in amina.inner_text("body")


def test_leaving_without_a_line_takes_the_pages_away_too(portal, amina):
    see_reflections(amina)
    amina.context.set_offline(True)
    with suppress(Error), amina.expect_navigation():
        amina.click("text=Leave this phone")
    with pytest.raises(Error):
        amina.goto(portal.url + "/reflections/")


def test_a_visit_that_ended_elsewhere_leaves_nothing_once_the_line_says_so(portal, amina):
    see_reflections(amina)
    with sqlite3.connect(portal.data / "portal.db") as database:
        database.execute("UPDATE visits SET ended_at = '2026-01-01 00:00:00'")
    amina.click(".brand")
    amina.wait_for_url("**/sign-in**")
    until(amina, f"{NAMES}.then(names => names.length === 0)")
    assert workers_of(amina) == 0


def test_nothing_is_shown_without_the_cookie_of_the_visit(portal, amina):
    see_reflections(amina)
    amina.context.clear_cookies()
    with pytest.raises(Error):
        without_a_line(amina, portal, "/reflections/")


@pytest.mark.parametrize("own", [True, False])
def test_who_comes_when_a_visit_just_ended_gets_nothing_of_it(portal, amina, own):
    see_reflections(amina)
    amina.context.clear_cookies()
    if own:
        her_own(amina, portal, "bo")
        assert "/reflections/" not in kept_on(amina)
    else:
        sign_in(amina, portal, "bo", own=False)
        assert (amina.evaluate(NAMES), workers_of(amina)) == ([], 0)


NEW_WORKER = """
self.addEventListener("fetch", function (event) {
  if (/release$/.test(event.request.url)) { event.respondWith(new Response("second")); }
});
"""


def test_a_new_release_takes_over_and_strands_no_page(portal, amina, tmp_path, monkeypatch):
    see_reflections(amina)
    first, start = amina.evaluate(NAMES), amina.get_attribute("script[data-here]", "src")
    for folder in ("portal", "migrations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name, more in (("start", "var second;"), ("worker", NEW_WORKER)):
        with (tmp_path / f"portal/static/js/{name}.js").open("a") as script:
            script.write(more)
    portal.kill()
    monkeypatch.setattr(process, "ROOT", tmp_path)
    portal.start()

    amina.click(".brand")  # on the old page
    until(amina, "location.pathname === '/'")
    assert portal_answers(amina, start), "an open page may still ask for its files"
    loads = []
    amina.on("load", lambda page: loads.append(page.url))
    amina.reload()
    until(amina, "fetch('/release').then(answer => answer.text()).then(text => text === 'second')")
    until(amina, f"{KEPT}.then(kept => kept.filter(one => one === '/offline').length === 2)")
    assert len(loads) == 1, "nothing reloads by itself"
    assert amina.get_attribute("script[data-here]", "src") != start
    assert amina.evaluate(NAMES)[0] == first[0]

    without_a_line(amina, portal, "/reflections/")
    ready(amina)
    assert "Only Amina knows." in amina.inner_text("main")
    assert amina.get_attribute("script[data-here]", "src") == start, "in its own frame"
    assert amina.evaluate("getComputedStyle(document.body).margin") == "0px"
    without_a_line(amina, portal, "/")
    ready(amina)
    assert amina.get_attribute("script[data-here]", "src") != start


def portal_answers(page, address):
    return page.evaluate(
        "address => fetch(address, {cache: 'reload'}).then(one => one.ok)", address
    )


REFUSING = """
function no() { throw new DOMException('no', 'SecurityError'); }
['caches', 'indexedDB', 'localStorage'].forEach(function (name) {
  Object.defineProperty(window, name, { get: no });
});
navigator.serviceWorker.register = () => Promise.resolve().then(no);
navigator.serviceWorker.getRegistrations = () => Promise.resolve().then(no);
"""


@pytest.mark.parametrize("own", [True, False])
def test_a_browser_that_keeps_nothing_works_as_before(portal, phone, own):
    page, troubles = phone(scripts=True), []
    page.add_init_script(REFUSING)
    page.on("pageerror", lambda trouble: troubles.append(str(trouble)))
    page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
    sign_in(page, portal, "amina", own=own)
    page.click(".tabs a >> nth=2")
    page.wait_for_selector("text=Only Amina knows.")

    assert not troubles


def test_a_full_phone_works_as_before(portal, phone):
    page, troubles = phone(scripts=True), []
    page.on("pageerror", lambda trouble: troubles.append(str(trouble)))
    full = {"origin": portal.url, "quotaSize": 10}
    page.goto(portal.url + "/sign-in")
    page.evaluate("navigator.serviceWorker.register('/worker.js')")
    until(page, "navigator.serviceWorker.ready.then(() => true)")
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", full)
    sign_in(page, portal, "amina", own=True)
    page.click(".tabs a >> nth=2")
    page.wait_for_selector("text=Only Amina knows.")
    page.reload()

    assert "Only Amina knows." in page.inner_text("main")
    assert not troubles
    assert kept_on(page) == []
