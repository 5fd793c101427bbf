"""A real Chromium, scripts off, on a small screen."""

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: .ci/run installs it")
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium


ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser(chromium):
    browser = chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def remembering_browser(chromium):
    """A Chromium whose back/forward cache is on, as people have it."""
    browser = chromium.launch(
        executable_path=CHROMIUM,
        args=ARGUMENTS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()


@pytest.fixture
def phone(browser):
    """Make phones: 360 x 640, scripts off, each with cookies of its own."""
    contexts = []

    def make(*, width: int = 360, scripts: bool = False):
        context = browser.new_context(
            viewport={"width": width, "height": 640},
            java_script_enabled=scripts,
            locale="en-GB",
        )
        context.set_default_timeout(15_000)
        context.scripts = scripts
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def remembering(remembering_browser):
    """Make phones with scripts whose browser keeps pages for Back."""
    contexts = []

    def make():
        contexts.append(remembering_browser.new_context(viewport={"width": 360, "height": 640}))
        contexts[-1].set_default_timeout(15_000)
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()
