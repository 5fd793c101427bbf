"""What a first visit costs: bytes and connections, counted by the browser itself."""

import pytest

from tests.browser.test_the_loop import go, sign_in
from tests.running import running
from tests.scenes import PASSWORD, Scene

pytestmark = pytest.mark.browser
MOST = 40_000
TRIES = 12  # where a machine is slow to connect, Chromium opens a spare connection


@pytest.fixture
def counted(phone):
    """A phone that counts answers: their bytes with headers, and the connections they came by."""

    def make(*, scripts):
        page = phone(scripts=scripts)
        page.bytes, page.connections, page.seen = 0, set(), []
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.loadingFinished", lambda done: add(page, done["encodedDataLength"]))
        devtools.on("Network.responseReceived", lambda got: note(page, got["response"]))
        return page

    def add(page, size):
        page.bytes += int(size)

    def note(page, answer):
        if answer["connectionId"]:
            page.connections.add(answer["connectionId"])
            page.seen.append((answer["connectionId"], answer["url"]))

    return make


@pytest.mark.parametrize("scripts", [False, True], ids=["plain", "scripts"])
def test_five_pages_of_a_first_visit_are_cheap(tmp_path, counted, scripts):
    with running(tmp_path / "data") as portal:
        scene = Scene(portal.data)
        for _visit in range(TRIES):
            page = visit(counted(scripts=scripts), portal, scene)
            assert page.bytes <= MOST
            if len(page.connections) == 1:
                break

    assert len(page.connections) == 1, page.seen


def visit(page, portal, scene):
    sign_in(page, portal, scene.learner, PASSWORD)
    go(page, ".tabs a >> nth=1")
    go(page, f"text=Draft {scene.word}")
    go(page, ".tabs a >> nth=2")
    page.wait_for_load_state("networkidle")
    return page
