"""A line that breaks in the hands of a person: a word in place, another try, one deed."""

import pytest

from tests.browser.test_the_loop import go, sign_in, until
from tests.engines.counting import doubled
from tests.lines import Break, line_to
from tests.running import running
from tests.scenes import PASSWORD, Scene

pytestmark = pytest.mark.browser
NO_PAGE = "location.protocol === 'chrome-error:'"
UNHEARD = Break(answered=0)
ANY_PAGE = (b"GET ",)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    with running(tmp_path_factory.mktemp("broken") / "data") as portal:
        yield portal


@pytest.fixture(scope="module")
def line(portal):
    with line_to(portal.port) as line:
        yield line


@pytest.fixture
def scene(portal):
    return Scene(portal.data)


def save_a_draft(page, scene):
    page.goto(page.line.url + scene.draft + "/draft")
    page.fill("#text", scene.word + ", and more.")
    return "text=Save the draft >> nth=0"


def send_a_work(page, scene):
    page.goto(page.line.url + scene.draft + "/sending")
    return "text=Send it"


def keep_a_thought(page, scene):
    page.goto(page.line.url + "/reflections/")
    page.fill("#words", scene.word)
    return "text=Keep it"


def reply_to_a_note(page, scene):
    page.goto(page.line.url + scene.answer)
    page.click("#note-1 summary")
    page.fill("#reply-1", scene.word)
    return "#note-1 >> text=Send the reply"


def mark_a_note_done(page, scene):
    page.goto(page.line.url + scene.answer)
    return "#note-1 button[value='1']"


def give_an_answer(page, scene):
    page.goto(page.line.url + scene.desk + "/giving")
    return "form[action$=giving] button"


DEEDS = {
    save_a_draft: "FROM versions WHERE source = ? || ', and more.'",
    send_a_work: "FROM versions WHERE source = ? AND receipt IS NOT NULL",
    keep_a_thought: "FROM reflections WHERE words = ?",
    reply_to_a_note: "FROM replies WHERE words = ?",
    mark_a_note_done: "FROM notes WHERE words = ? AND done",
    give_an_answer: "FROM feedback WHERE summary = ? AND given_at IS NOT NULL",
}


@pytest.fixture
def begin(phone, line, scene):
    """Sign in who does the deed and lead there; returns the page and the button to press."""

    def begin(deed, *, scripts, clock=False):
        page = phone(scripts=scripts)
        page.line = line
        if clock:
            page.clock.install()
        sign_in(page, line, scene.mentor if deed is give_an_answer else scene.learner, PASSWORD)
        button = deed(page, scene)
        if scripts:
            until(page, "!!window.htmx")
        return page, button

    return begin


def is_done_once(scene, deed):
    return scene.count(f"SELECT count(*) {DEEDS[deed]}") == 1 and not doubled(scene.data)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_what_nobody_heard_of_says_so_in_place_and_is_done_once(line, scene, begin, deed):
    page, button = begin(deed, scripts=True)
    with line.breaking(UNHEARD):
        page.click(button)
        page.wait_for_selector("#failed[role=alert]")
    assert "Nothing you typed is lost" in page.inner_text("#failed")
    go(page, "#failed button")

    assert is_done_once(scene, deed)
    assert not page.locator("#failed").count()


@pytest.mark.parametrize("deed", [save_a_draft, send_a_work])
def test_a_dead_line_does_not_keep_anybody_waiting_for_ever(line, scene, begin, deed):
    page, button = begin(deed, scripts=True, clock=True)
    with line.breaking(Break(mute=True)):
        page.click(button)
        until(page, "document.documentElement.className === 'waits'")
        page.clock.fast_forward(46_000)
        page.wait_for_selector("#failed")
    go(page, "#failed button")

    assert is_done_once(scene, deed)


def test_a_link_that_leads_nowhere_says_so_and_can_be_tried_again(line, begin):
    page, _button = begin(save_a_draft, scripts=True)
    with line.breaking(Break(answered=0, at=ANY_PAGE)):
        page.click(".tabs a >> nth=2")
        page.wait_for_selector("#failed")
    assert page.input_value("#text").endswith("and more.")
    go(page, "#failed button")
    assert page.url.endswith("/reflections/")


def test_going_back_without_a_line_says_so_too(line, begin):
    page, _button = begin(save_a_draft, scripts=True)
    address = page.url
    go(page, ".tabs a >> nth=2")
    with line.breaking(Break(answered=0, at=ANY_PAGE)):
        page.evaluate("history.back()")
        until(page, NO_PAGE)
    page.goto(address)
    assert page.locator("#text").count()


@pytest.mark.parametrize("deed", [save_a_draft, give_an_answer])
@pytest.mark.parametrize("how", [Break(asked=500), UNHEARD], ids=["unsent", "unheard"])
def test_without_scripts_one_loads_the_page_again(line, scene, begin, deed, how):
    page, button = begin(deed, scripts=False)
    with line.breaking(how):
        page.click(button, no_wait_after=True)
        until(page, NO_PAGE)
    page.reload()

    assert page.locator("main h1").count() == 1
    assert is_done_once(scene, deed)
