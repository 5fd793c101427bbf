"""One look at a page as different eyes and hands meet it, without loading it again."""

from playwright.sync_api import Page

RTL = "document.documentElement.dir = 'rtl'"
AS_IT_WAS = "(way) => { document.documentElement.dir = way; }"
LARGE = "document.documentElement.style.fontSize = '200%'"
NORMAL = "document.documentElement.style.fontSize = ''"
# What can change with colours and direction; everything else was asked before.
OF_COLOURS = ["color-contrast", "link-in-text-block", "target-size"]


def look_at(page: Page) -> list[str]:
    """Say all that is wrong with the page that is open, in each of its states."""
    said = ask(page, "plain", "hands.plain()") + ask(page, "axe", "hands.axe({})")
    return said + dark_and_turned(page) + in_large_letters(page) + on_paper(page)


def dark_and_turned(page: Page) -> list[str]:
    """Look at it on a dark screen, and from right to left."""
    way = page.evaluate("document.documentElement.dir")
    page.emulate_media(color_scheme="dark")
    page.evaluate(RTL)
    said = ask(page, "right to left", "hands.fits()")
    said += ask(page, "axe, dark", f"hands.axe({{ runOnly: {OF_COLOURS} }})")
    page.emulate_media(color_scheme="light")
    page.evaluate(AS_IT_WAS, way)
    return said


def in_large_letters(page: Page) -> list[str]:
    """Look at it with letters of twice the size on a phone of today."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.evaluate(LARGE)
    said = ask(page, "200 %", "hands.fits()")
    page.evaluate(NORMAL)
    page.set_viewport_size({"width": 320, "height": 640})
    return said


def on_paper(page: Page) -> list[str]:
    """Look at what a printer would get."""
    page.emulate_media(media="print")
    said = ask(page, "paper", "hands.onPaper()")
    page.emulate_media(media="screen")
    return said


def ask(page: Page, state: str, measure: str) -> list[str]:
    """Measure, and say in which state it was."""
    return [f"{state}: {sentence}" for sentence in page.evaluate(measure)]
