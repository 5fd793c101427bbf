"""A chosen file goes up while she types: cut, resumed, waited for, given up; always one copy."""

import os
import sqlite3

import pytest

from portal.blueprints.accounts.passwords import hash_password
from portal.engine import Database
from tests.browser.test_the_loop import PASSWORD, until
from tests.factories import Factory
from tests.running import running

pytestmark = pytest.mark.browser

LARGE = b"%PDF-1.7" + os.urandom(200_000)
SAVE = "text=Save the draft >> nth=0"
HERE = "#files [role=status]:has-text('is here')"


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    with running(tmp_path_factory.mktemp("uploading") / "data", PORTAL_WORKERS="0") as portal:
        database = Database(f"sqlite:///{portal.data / 'portal.db'}")
        with database.session() as session:
            portal.make = Factory(session)
            portal.harbour = portal.make.programme()
            yield portal
        database.close()


@pytest.fixture
def draft(portal):
    """A new learner's new draft: its address, and how many files it holds."""
    make, number = portal.make, next(portal.make.numbers)
    email = f"amina{number}@test.example"
    amina = make.learner(portal.harbour, email=email, password_hash=hash_password(PASSWORD))
    draft = make.draft(make.work(amina, portal.harbour, title="My shelf"), "The van came.")
    portal.email, portal.amina, portal.version = email, amina.id.hex, draft.id.hex
    portal.person = amina
    return f"{portal.url}/work/{draft.work_id}/versions/1/draft"


@pytest.fixture
def at_draft(portal, phone, draft):
    """Open the draft on a phone with scripts; `sent` lists what goes to /uploads/."""

    def open_page(*, own=True):
        page = phone(scripts=True)
        page.goto(portal.url + "/sign-in")
        if own:
            page.check("#mine")
        page.fill("#email", portal.email)
        page.fill("#password", PASSWORD)
        with page.expect_navigation():
            page.click("main button")
        page.sent = []
        page.on("request", lambda one: "/uploads/" in one.url and page.sent.append(one))
        go_there(page, draft)
        return page

    return open_page


def go_there(page, draft):
    page.goto(draft)
    until(page, "window.htmx && window.footholdWords")


def choose(page, content=LARGE, name="plan.pdf"):
    page.set_input_files("#file", {"name": name, "mimeType": "application/pdf", "buffer": content})


def save(page):
    with page.expect_response(
        lambda one: one.request.method == "POST" and one.url.endswith("/draft")
    ) as answer:
        page.click(SAVE)
    until(page, "!document.querySelector('[data-busy]')")
    return answer.value


def kept(portal):
    """Count what is kept of the file: the rows of the person, and those in her draft."""
    with sqlite3.connect(portal.data / "portal.db") as database:
        mine = "SELECT count(*) FROM media WHERE person_id = ? AND bytes = ?"
        files = "SELECT count(*) FROM version_files WHERE version_id = ?"
        return (
            database.execute(mine, (portal.amina, len(LARGE))).fetchone()[0],
            database.execute(files, (portal.version,)).fetchone()[0],
        )


def methods(page):
    return [one.method for one in page.sent]


class Gate:
    """Holds back the parts that a page sends, until it is opened."""

    def __init__(self, page):
        self.page, self.held, self.is_open = page, [], False
        page.route("**/uploads/**", self.meet)

    def meet(self, route):
        if route.request.method == "PATCH" and not self.is_open:
            self.held.append(route)
        else:
            route.continue_()

    def wait(self):
        while not self.held:
            self.page.wait_for_timeout(20)

    def open(self):
        self.is_open = True
        for route in self.held:
            route.continue_()

    def cut(self):
        self.is_open = True
        for route in self.held:
            route.abort()


def test_it_goes_up_in_parts_while_she_types_and_the_save_only_names_it(portal, at_draft):
    page = at_draft()
    choose(page)
    page.fill("#text", "Typed meanwhile.")
    page.wait_for_selector(HERE)
    assert "plan.pdf" in page.inner_text("#files [role=status]")

    answer = save(page)

    assert methods(page) == ["POST", "PATCH", "PATCH", "PATCH"]
    assert "%PDF" not in (answer.request.post_data or "")
    assert page.input_value("#text") == "Typed meanwhile."
    assert page.locator("#files li").count() == 1
    assert kept(portal) == (1, 1)
    assert page.evaluate("window.localStorage.length") == 0


def test_a_small_file_goes_with_the_form(portal, at_draft):
    page = at_draft()
    choose(page, b"%PDF-1.7 small")
    save(page)

    assert page.sent == []
    assert kept(portal)[1] == 1


def test_after_a_dropped_line_it_goes_on_by_itself_from_where_it_was(portal, at_draft):
    page = at_draft()
    gate = Gate(page)
    choose(page)
    gate.wait()
    page.context.set_offline(True)
    gate.cut()
    page.wait_for_selector("#files [role=status]:has-text('It goes on by itself')")
    page.context.set_offline(False)
    page.wait_for_selector(HERE)
    save(page)

    assert "HEAD" in methods(page)
    assert methods(page).count("POST") == 1
    assert kept(portal) == (1, 1)


def test_an_answer_that_is_lost_doubles_nothing(portal, at_draft):
    page = at_draft()
    lost = []

    def lose(route):
        if route.request.method == "PATCH" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/uploads/**", lose)
    choose(page)
    page.wait_for_selector(HERE)
    page.unroute("**/uploads/**")
    save(page)

    assert lost == [204]
    assert kept(portal) == (1, 1)


def test_a_save_while_it_is_under_way_waits_says_so_and_goes_once(portal, at_draft):
    page = at_draft()
    gate = Gate(page)
    page.fill("#text", "Saved too early?")
    choose(page)
    gate.wait()
    page.click(SAVE)
    page.wait_for_selector("#files [role=status]:has-text('as soon as it is here')")
    page.click(SAVE)
    assert kept(portal) == (0, 0)

    with page.expect_response(lambda one: one.request.method == "POST" and one.status == 200):
        gate.open()
    page.wait_for_selector("#files li")

    assert page.input_value("#text") == "Saved too early?"
    assert kept(portal) == (1, 1)


def test_what_she_does_not_want_to_send_is_ended_and_the_words_are_saved(portal, at_draft):
    page = at_draft()
    gate = Gate(page)
    page.fill("#text", "Without the plan.")
    choose(page)
    gate.wait()
    page.click(SAVE)
    with page.expect_response(lambda one: one.request.method == "POST" and one.status == 200):
        page.click("text=Do not send it")
    until(page, "!document.querySelector('[data-busy]')")

    assert "DELETE" in methods(page)
    assert page.locator("#files [role=status]").count() == 0
    assert page.input_value("#text") == "Without the plan."
    assert kept(portal) == (0, 0)


def test_on_her_own_phone_it_goes_on_when_the_same_file_is_chosen_again(portal, at_draft, tmp_path):
    file = tmp_path / "plan.pdf"
    file.write_bytes(LARGE)
    draft = at_draft()
    gate = Gate(draft)
    draft.set_input_files("#file", file)
    gate.wait()
    assert draft.evaluate("window.localStorage.length") == 1
    gate.is_open = True
    go_there(draft, draft.url)
    draft.sent.clear()

    draft.set_input_files("#file", file)
    draft.wait_for_selector(HERE)
    save(draft)

    assert methods(draft)[:2] == ["HEAD", "PATCH"]
    assert "POST" not in methods(draft)
    assert kept(portal) == (1, 1)


def test_a_shared_phone_remembers_nothing_of_it(at_draft):
    page = at_draft(own=False)
    choose(page)
    page.wait_for_selector(HERE)

    assert page.evaluate("window.localStorage.length") == 0


def test_where_it_is_refused_the_box_sends_it_as_ever(portal, at_draft):
    page = at_draft()
    page.route("**/uploads/", lambda route: route.fulfill(status=429, body="Too many"))
    choose(page)
    until(page, "!document.querySelector('#files [role=status]')")
    save(page)

    assert kept(portal) == (1, 1)


def test_a_browser_that_cuts_no_files_sends_them_as_ever(portal, at_draft):
    page = at_draft()
    page.evaluate("delete Blob.prototype.slice")
    choose(page)
    save(page)

    assert page.sent == []
    assert kept(portal) == (1, 1)


def test_an_ended_visit_keeps_words_and_file_until_she_is_back(portal, at_draft):
    page = at_draft()
    choose(page)
    page.wait_for_selector(HERE)
    page.fill("#text", "After the end.")
    with sqlite3.connect(portal.data / "portal.db") as database:
        database.execute("UPDATE visits SET ended_at = '2026-01-01 00:00:00'")
    page.click(SAVE)
    page.wait_for_url("**/sign-in**")
    page.fill("#email", portal.email)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_selector("#files li")

    assert page.input_value("#text") == "After the end."
    assert kept(portal) == (1, 1)


def test_her_portfolio_takes_it_too(portal, at_draft):
    page = at_draft()
    shown = portal.make.page(portal.make.portfolio(portal.person))
    go_there(page, f"{portal.url}/portfolio/pages/{shown.id}/new/file")
    choose(page)
    page.wait_for_selector("main [role=status]:has-text('is here')")
    page.fill("#shows", "That I can plan.")
    page.click("text=Put it on the page")
    page.wait_for_selector("text=That I can plan.")

    assert kept(portal)[0] == 1
