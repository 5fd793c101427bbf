"""The story of the demo, read once."""

import pytest

from portal.demo.story import load_story


@pytest.fixture(scope="session")
def story():
    return load_story()
