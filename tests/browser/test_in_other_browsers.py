"""The journeys of the old engines in Firefox and WebKitGTK as Debian has them, on the demo."""

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tests.browser.walking import Walker
from tests.engines.running import portal_of_its_own, pour_demo, scenario_of
from tests.running import free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
MINI_BROWSER = Path("/usr/lib") / sys.implementation._multiarch / "webkit2gtk-4.1/MiniBrowser"
SMALL = {"width": 500, "height": 700}  # Firefox and MiniBrowser make no smaller windows
QUIET = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
JOURNEYS = pytest.mark.parametrize("journey", ["learner", "mentor"])


def needed(*programs):
    """Return where they are; without them fail in CI, and say so elsewhere."""
    found = [shutil.which(program) for program in programs]
    if not all(found):
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say(f"not installed, .ci/run does it: {', '.join(programs)}")
    return found


@pytest.fixture(scope="session")
def poured(tmp_path_factory):
    folder = tmp_path_factory.mktemp("journeys") / "poured"
    pour_demo(folder)
    return folder


@pytest.fixture
def firefox(tmp_path):
    [program] = needed("firefox-esr")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from marionette_driver.marionette import Marionette
    started = []

    def start(*, scripts):
        session = Marionette(
            bin=program,
            headless=True,
            port=free_port(),
            gecko_log=str(tmp_path / "firefox.log"),
            prefs={"javascript.enabled": scripts},
        )
        started.append(session)
        session.start_session()
        session.set_window_rect(**SMALL)
        return Walker(
            name="firefox",
            open_address=session.navigate,
            run=lambda script, *given: session.execute_script(
                script, script_args=given, sandbox=None
            ),
        )

    yield start
    for session in started:
        session.cleanup()


@pytest.fixture
def screen():
    """A screen that nobody sees."""
    [program] = needed("Xvfb")
    reads, writes = os.pipe()
    command = [program, "-displayfd", str(writes), "-screen", "0", "800x800x24"]
    quiet = subprocess.DEVNULL
    xvfb = subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=[writes], stdout=quiet, stderr=quiet
    )
    os.close(writes)
    with os.fdopen(reads) as said:
        yield f":{said.readline().strip()}"
    xvfb.terminate()
    xvfb.wait()


@pytest.fixture
def webkitgtk(screen):
    [driver, _browser] = needed("WebKitWebDriver", str(MINI_BROWSER))
    from selenium.webdriver import WebKitGTK, WebKitGTKOptions
    from selenium.webdriver.webkitgtk.service import Service

    options = WebKitGTKOptions()
    options.binary_location = str(MINI_BROWSER)
    options.add_argument("--automation")
    environ = {**os.environ, **QUIET, "DISPLAY": screen}
    session = WebKitGTK(options=options, service=Service(driver, env=environ))
    session.set_window_rect(x=0, y=0, **SMALL)
    yield Walker(name="webkitgtk", open_address=session.get, run=session.execute_script)
    session.quit()


def walk(browser, poured, journey):
    with portal_of_its_own(poured) as portal:
        browser.walk(portal.url, scenario_of(journey, portal.data))


@JOURNEYS
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_the_journey_goes_to_its_end_in_firefox(firefox, poured, scripts, journey):
    walk(firefox(scripts=scripts), poured, journey)


@JOURNEYS
def test_the_journey_goes_to_its_end_in_webkitgtk(webkitgtk, poured, journey):
    walk(webkitgtk, poured, journey)
