"""Every page of the demo for every eye and hand: small, large, dark, turned, on paper, by axe."""

import re
from collections import defaultdict
from urllib.parse import urlsplit

import pytest

from tests.browser.hands.looking import look_at
from tests.browser.hands.walking import distinct_pages
from tests.running import Running

pytestmark = pytest.mark.browser

PASSWORD = "demo-portal-2026"
ROLES = {
    "learner": "learner@demo.example",
    "new learner": "jean@demo.example",
    "mentor": "mentor@demo.example",
    "coordinator": "coordinator@demo.example",
    "mentor in two programmes": "salma@demo.example",
    "Arabic learner": "rania@demo.example",
    "nobody": None,
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hands")
    portal = Running(folder)
    try:
        portal.start("demo", seconds=240)
        yield portal
    finally:
        portal.kill()


@pytest.fixture(scope="module")
def shapes():
    """What was seen of each kind of page, by whomever."""
    return defaultdict(set)


def links_for_employers(portal):
    """Read the link that works and the one that has ended from what the demo prints."""
    printed = (portal.data / "serve.log").read_text()
    return [urlsplit(link).path for link in re.findall(r"http://\S+/p/\S+", printed)]


def sign_in(page, url, email):
    page.goto(url + "/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.click("main button")


@pytest.mark.parametrize("role", ROLES)
def test_every_page_suits_every_eye_and_hand(demo, small_phone, shapes, role):
    page, starts = small_phone(), ["/", "/settings"]
    if ROLES[role]:
        sign_in(page, demo.url, ROLES[role])
    else:
        starts = [*links_for_employers(demo), "/sign-in", "/card", "/demo/mail"]
    turned = role == "Arabic learner"  # in her own language every page is another one
    seen, most = (defaultdict(set), 1) if turned else (shapes, 2)

    wrong = defaultdict(list)
    for path in distinct_pages(page.context, demo.url, *starts, shapes=seen, most=most):
        page.goto(demo.url + path)
        for sentence in look_at(page):
            wrong[sentence].append(path)

    assert not wrong, "\n".join(["", *(f"{said}  {where[:3]}" for said, where in wrong.items())])
