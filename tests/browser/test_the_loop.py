"""The whole loop as people live it: a small screen, no scripts, a real server, a real browser."""

import re
import sqlite3

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Error

from portal.blueprints.accounts.passwords import hash_password
from portal.engine import Database
from tests.factories import Factory
from tests.running import running

PASSWORD = "a password for tests"
pytestmark = pytest.mark.browser


@pytest.fixture
def portal(tmp_path):
    with running(tmp_path / "data") as portal:
        database = Database(f"sqlite:///{portal.data / 'portal.db'}")
        with database.session() as session:
            _people_and_a_task(Factory(session))
        database.close()
        yield portal


def _people_and_a_task(make):
    password_hash = hash_password(PASSWORD)
    harbour = make.programme()
    amina = make.learner(harbour, email="amina@test.example", password_hash=password_hash)
    tom = make.mentor(harbour, amina)
    tom.email, tom.password_hash = "tom@test.example", password_hash
    make.session.commit()
    edition = make.rubric(harbour, "Checks the delivery", "Labels and dates")
    make.task(harbour, edition, title="Storing food safely")


@pytest.fixture
def shelf(tmp_path):
    """A photo as a phone makes it: turned by EXIF, with the place in it."""
    picture = Image.new("RGB", (1600, 1200), "#9bb")
    ImageDraw.Draw(picture).rectangle((1000, 100, 1500, 500), fill="#b33")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 27.0, 0.0), 3: "W", 4: (2.0, 35.0, 0.0)})
    file = tmp_path / "shelf.jpg"
    picture.save(file, exif=exif)
    return file


def sign_in(page, portal, email, password=PASSWORD):
    page.goto(portal.url + "/sign-in")
    page.fill("#email", email)
    page.fill("#password", password)
    go(page, "main button")


MARK = (
    "document.querySelector('main') && document.querySelector('main').setAttribute('data-old', '')"
)
IS_NEW = """document.readyState === 'complete' && !document.querySelector('main[data-old]')
    && !document.querySelector('[data-busy], .htmx-request')"""


def go(page, what):
    """Press a button or a link and wait for the page that it leads to, with scripts or without."""
    _wait_for_scripts(page)
    page.evaluate(MARK)
    page.click(what)
    until(page, IS_NEW)
    _wait_for_scripts(page)


def _wait_for_scripts(page):
    """Wait until a page that has a script can use it; where scripts are off it never will."""
    if page.context.scripts and page.locator("script[data-next]").count():
        until(page, "!!window.htmx")


def until(page, holds):
    """Wait for something on the page; the page's own policy forbids Playwright's way."""
    for _tenth in range(150):
        try:
            if page.evaluate(holds):
                return
        except Error:  # the page is just making way for the next one
            pass
        page.wait_for_timeout(100)
    pytest.fail(f"never: {holds}")


def fits(page):
    """Check that nothing has to be scrolled sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"], f"{page.url} is {wide} wide"


@pytest.mark.parametrize("scripts", [False, True], ids=["plain", "scripts"])
def test_the_loop_from_a_photo_to_a_link_that_is_switched_off(portal, phone, shelf, scripts):
    amina, tom = phone(scripts=scripts), phone(scripts=scripts)
    sign_in(amina, portal, "amina@test.example")
    _send_version_1(amina, portal, shelf)
    work = re.search(r"/work/[0-9a-f-]+", amina.url).group()

    sign_in(tom, portal, "tom@test.example")
    _answer_with_notes(tom, portal)

    _read_and_reply(amina, portal, work)
    _send_version_2(amina, portal, work)

    _compare_and_say_achieved(tom, portal)

    address = _share(amina, portal)
    employer = phone()
    _open_as_an_employer(employer, address)
    _switch_off(amina, portal)
    assert employer.goto(address).status == 410
    assert not employer.context.cookies()


def _send_version_1(amina, portal, shelf):
    go(amina, "text=Look at the task")
    fits(amina)
    go(amina, "text=Start this work")
    amina.fill("#text", "The van came at seven.\n\nI put the chicken to the bottom.")
    amina.set_input_files("#file", shelf)
    go(amina, "text=Save the draft >> nth=0")
    assert "shelf.jpg" in amina.inner_text("#files")
    _lose_power(portal, amina)
    amina.click("label:has-text('Labels and dates: on the way')")
    go(amina, "text=Check and send")
    fits(amina)
    assert "Tom Okafor" in amina.inner_text("main")
    go(amina, "text=Send it")
    assert re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", amina.inner_text("main"))
    fits(amina)


def _lose_power(portal, amina):
    """Kill the server after "saved", start it again, and find everything there."""
    portal.kill()
    portal.start()
    amina.reload()
    assert "I put the chicken to the bottom." in amina.input_value("#text")
    assert "shelf.jpg" in amina.inner_text("#files")


def _wait_for_the_photo(tom):
    # A job that the power cut took from a worker is taken up again when its lease ends.
    for _half_second in range(240):
        if tom.locator("input[type=image]").count():
            return
        tom.wait_for_timeout(500)
        tom.reload()
    pytest.fail("the small copy of the photo was never made")


def _answer_with_notes(tom, portal):
    assert "1 work waits for you" in tom.inner_text("h1")
    go(tom, "a:has-text('Storing food safely')")
    _wait_for_the_photo(tom)
    fits(tom)
    tom.fill("#summary", "Typed before the tap.")
    box = tom.locator("input[type=image]")
    tom.evaluate(MARK)
    box.click(position={"x": 200, "y": 60})
    until(tom, IS_NEW)
    assert "Write your note for this spot" in tom.inner_text("h1")
    tom.fill("#words", "Which day is this tray from?")
    go(tom, "text=Pin the note")
    assert tom.input_value("#summary") == "Typed before the tap."

    tom.locator("input[type=image]").focus()
    tom.evaluate(MARK)
    tom.keyboard.press("Enter")
    until(tom, IS_NEW)
    assert "Pin a note without tapping" in tom.inner_text("h1")
    tom.click("label:has-text('lower left')")
    tom.fill("#words", "By keyboard, into a square.")
    go(tom, "text=Pin the note")

    go(tom, "#p-2 >> text=Note")
    tom.fill("#words", "Right. Why?")
    go(tom, "text=Pin the note")
    assert tom.inner_text("mark") == "I put the chicken to the bottom."

    for criterion in ("Checks the delivery: achieved", "Labels and dates: on the way"):
        tom.click(f"label:has-text('{criterion}')")
    tom.fill("[name=step-1]", "Write the date on the label")
    tom.fill("[name=by-1]", "2027-01-05")
    tom.fill("[name=step-2]", "Say why raw food goes at the bottom")
    tom.click("label:has-text('Revise')")
    go(tom, "text=See it as Amina")
    fits(tom)
    go(tom, "text=Give it to")


def _read_and_reply(amina, portal, work):
    amina.goto(portal.url + "/")
    assert amina.inner_text("h1") == "Write the date on the label"
    fits(amina)
    amina.goto(f"{portal.url}{work}/versions/1/feedback")
    fits(amina)
    assert amina.locator(".photo svg circle").count() == 2
    amina.click("#note-3 summary")
    amina.fill("#reply-3", "Because juice can drip.")
    go(amina, "#note-3 >> text=Send the reply")
    assert "Because juice can drip." in amina.inner_text("#note-3")
    go(amina, "#note-1 >> text=Done")
    assert "done" in amina.inner_text("#note-1 .state")


def _send_version_2(amina, portal, work):
    go(amina, "text=Start version 2")
    other_tab = amina.context.new_page()
    other_tab.goto(amina.url)
    amina.fill("#text", "I wrote the date first.\n\nRaw food goes to the bottom: juice drips.")
    amina.fill("#changed", "A date on every label.")
    go(amina, "text=Save the draft >> nth=0")
    other_tab.fill("#text", "From a second tab.")
    go(other_tab, "text=Save the draft >> nth=0")
    assert "changed while you were writing" in other_tab.inner_text("h1")
    assert "I wrote the date first." in other_tab.input_value("textarea >> nth=0")
    other_tab.close()
    _end_the_visit_while_writing(amina, portal)
    amina.goto(f"{portal.url}{work}/versions/2/sending")
    second_tap = amina.context.new_page()
    second_tap.goto(amina.url)
    go(amina, "text=Send it")
    go(second_tap, "text=Send it")
    assert "Receipt" in second_tap.inner_text("main")
    second_tap.close()
    amina.goto(portal.url + work)
    assert amina.locator("dt:has-text('Receipt')").count() == 2


def _end_the_visit_while_writing(amina, portal):
    amina.fill("#changed", "A date on every label, and the reason.")
    with sqlite3.connect(portal.data / "portal.db") as database:
        database.execute("UPDATE visits SET ended_at = '2026-01-01 00:00:00'")
    go(amina, "text=Save the draft >> nth=0")
    assert "What you wrote is kept" in amina.inner_text("main")
    amina.fill("#email", "amina@test.example")
    amina.fill("#password", PASSWORD)
    go(amina, "main button")
    assert amina.input_value("#changed") == "A date on every label, and the reason."


def _compare_and_say_achieved(tom, portal):
    sign_in(tom, portal, "tom@test.example")
    go(tom, "a:has-text('Storing food safely')")
    go(tom, "text=Compare with version 1")
    assert "juice drips" in tom.inner_text("ins >> nth=-1")
    fits(tom)
    tom.go_back()
    for criterion in ("Checks the delivery: achieved", "Labels and dates: achieved"):
        tom.click(f"label:has-text('{criterion}')")
    tom.click("label:has-text('Achieved: the work shows it')")
    go(tom, "text=See it as Amina")
    go(tom, "text=Give it to")


def _share(amina, portal):
    amina.goto(portal.url + "/portfolio/")
    amina.fill("#title", "In the kitchen")
    go(amina, "text=Add the page")
    if amina.locator("text=Work that you sent").count() == 0:
        go(amina, "text=Arrange this page")
    go(amina, "text=Work that you sent")
    amina.click("label:has-text('version 2')")
    amina.fill("#shows", "I keep food safe without being told.")
    go(amina, "text=Put it on the page")
    fits(amina)
    go(amina, "text=See it as an employer would")
    assert "juice drips" in amina.inner_text("main")
    amina.go_back()
    go(amina, "text=Make a link to this page")
    amina.fill("#label", "Bakery job, June")
    go(amina, "main form button")
    fits(amina)
    return amina.locator("input[readonly]").first.input_value()


def _open_as_an_employer(employer, address):
    assert employer.goto(address).status == 200
    words = employer.inner_text("main")
    assert "juice drips" in words
    assert "Labels and dates: achieved, said in a sentence." in words
    assert "Tom Okafor" in words
    assert "on the way" not in words
    fits(employer)


def _switch_off(amina, portal):
    amina.goto(portal.url + "/portfolio/links/")
    if amina.locator("text=Switch it off").count() == 0:
        go(amina, "a:has-text('Bakery job, June')")
    go(amina, "text=Switch it off")
