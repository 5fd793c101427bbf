"""Everything by keyboard alone: where the focus goes, that it shows, and both journeys."""

import pytest

from tests.browser.test_the_loop import IS_NEW, MARK, PASSWORD, _wait_for_scripts, sign_in, until

pytestmark = pytest.mark.browser

FOCUSABLE = """(() => {
    var groups = {};
    window.stops = [].slice.call(document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
    )).filter((one) => one.checkVisibility()).filter((one) => {
        if (one.type !== "radio") { return true; }
        var group = [].slice.call(document.getElementsByName(one.name));
        return one === (group.filter((each) => each.checked)[0] || group[0]);
    });
    return window.stops.length;
})()"""
AT = "window.stops.indexOf(document.activeElement)"
SHOWN = """(() => {
    var style = getComputedStyle(document.activeElement);
    var box = document.activeElement.getBoundingClientRect();
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 &&
        box.bottom > 0 && box.top < window.innerHeight;
})()"""
WORDS = "document.activeElement.textContent.trim() || document.activeElement.id"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("amina", "/"),
        ("amina", "/settings"),
        ("amina", "draft"),
        ("tom", "desk"),
        ("joan", "/programme/people"),
        (None, "/sign-in"),
    ],
)
def test_tab_leads_once_through_everything_in_its_order(portal, small_phone, name, path):
    page = small_phone()
    if name:
        sign_in(page, portal, f"{name}@test.example")
    page.goto(portal.url + getattr(portal, path, path))
    stops = page.evaluate(FOCUSABLE)

    walked = []
    for _stop in range(stops * 4):
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        if at == 0 and walked:
            break
        if at >= 0 and (not walked or at != walked[-1]):  # a date has three places of its own
            assert page.evaluate(SHOWN), page.evaluate(WORDS)
            walked.append(at)

    assert walked == list(range(stops))


def test_the_first_stop_leads_past_the_bar(portal, small_phone):
    page = small_phone()
    sign_in(page, portal, "amina@test.example")
    page.goto(portal.url + "/work/")
    page.keyboard.press("Tab")
    assert page.evaluate(WORDS) == "Skip to the page"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("!!document.activeElement.closest('main')")


def tab_to(page, what):
    """Press Tab until the focus is there."""
    for _stop in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("(what) => document.activeElement.matches(what)", what):
            return
    pytest.fail(f"Tab never leads to {what}")


def type_into(page, what, words):
    """Come to a box and type."""
    tab_to(page, what)
    page.keyboard.type(words)


def press(page, words):
    """Come to what says this, press Enter, and wait for the page it leads to."""
    for _stop in range(200):
        page.keyboard.press("Tab")
        if words in page.evaluate(WORDS):
            break
    else:
        pytest.fail(f"Tab never leads to “{words}”")
    enter(page)


def enter(page):
    """Press Enter and wait for the page that it leads to."""
    _wait_for_scripts(page)
    page.evaluate(MARK)
    page.keyboard.press("Enter")
    until(page, IS_NEW)
    _wait_for_scripts(page)


def come_in(page, portal, email):
    page.goto(portal.url + "/sign-in")
    type_into(page, "#email", email)
    type_into(page, "#password", PASSWORD)
    enter(page)


@pytest.mark.parametrize("scripts", [False, True], ids=["plain", "scripts"])
def test_a_work_is_sent_and_answered_by_keyboard_alone(portal, small_phone, scripts):
    amina = small_phone(java_script_enabled=scripts)
    come_in(amina, portal, "amina@test.example")
    press(amina, "Work")
    title = f"By keyboard, {scripts}"
    type_into(amina, "#title", title)
    enter(amina)
    type_into(amina, "#text", "The van came at seven.")
    press(amina, "Check and send")
    press(amina, "Send it")
    assert "Receipt" in amina.inner_text("main")

    tom = small_phone(java_script_enabled=scripts)
    come_in(tom, portal, "tom@test.example")
    press(tom, title)
    tab_to(tom, "[name=outcome]")
    tom.keyboard.press("Space")
    tom.keyboard.press("ArrowDown")
    type_into(tom, "#summary", "Clear and complete.")
    press(tom, "See it as Amina")
    press(tom, "Give it to")
    assert title not in tom.inner_text("main ul")
