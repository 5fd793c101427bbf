"""The story of the demo, read once; and the demo itself, poured once."""

from urllib.parse import urlsplit

import pytest

from portal import create_app
from portal.config import read_settings
from portal.demo.preparing import demo_settings, migrate_if_needed, pour_if_needed
from portal.demo.showing import ended_link, live_link
from portal.demo.story import load_story


@pytest.fixture(scope="session")
def story():
    return load_story()


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    environ = {"PORTAL_DATA_DIR": str(folder), "PORTAL_BASE_URL": "http://localhost"}
    settings = demo_settings(read_settings(environ, demo=True))
    migrate_if_needed(settings)
    app = create_app(settings)
    pour_if_needed(app)
    yield app
    app.extensions["portal.database"].close()


@pytest.fixture(scope="session")
def links(demo):
    """The paths of the link that runs and of one that has ended."""
    settings = demo.extensions["portal.settings"]
    with demo.extensions["portal.database"].session(reads=True) as session:
        found = live_link(session, settings), ended_link(session, settings)
    return [urlsplit(link).path for link in found]
