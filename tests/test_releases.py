"""Files of earlier releases stay for pages that are still open; the oldest are thrown away."""

import os
import time
from dataclasses import replace

import pytest

from portal import create_app
from portal.releases import KEPT
from tests.visitor import Visitor

LONG_AGO = time.time() - 90 * 24 * 60 * 60


@pytest.fixture
def data(tmp_path):
    """A data folder in which ten releases left their files, one after the other."""
    for number in range(10):
        folder = tmp_path / f"static-{number:012}"
        folder.mkdir()
        (folder / f"sheet.{number:012}.css").write_text("p { margin: 0 }")
        os.utime(folder, (LONG_AGO + number, LONG_AGO + number))
    return tmp_path


@pytest.fixture
def started(settings, data):
    app = create_app(replace(settings, data_dir=data))
    yield Visitor(app)
    app.extensions["portal.database"].close()


def test_an_open_page_still_gets_its_old_sheet(started):
    answer = started.client.get("/static/sheet.000000000009.css", buffered=True)

    assert answer.status_code == 200
    assert answer.headers["Set-Cookie"].startswith("css=000000000009;")


def test_the_oldest_are_thrown_away(started, data):
    left = sorted(path.name for path in data.glob("static-0*"))

    assert left == [f"static-{number:012}" for number in range(10 - KEPT, 10)]
    assert started.client.get("/static/sheet.000000000000.css", buffered=True).status_code == 404


def test_what_was_just_written_stays(settings, data):
    for folder in data.glob("static-*"):
        os.utime(folder)
    app = create_app(replace(settings, data_dir=data))
    app.extensions["portal.database"].close()

    assert len(list(data.glob("static-0*"))) == 10


def test_this_release_is_served_from_its_own_folder(started):
    sheet = started.app.config["ASSETS"].sheet
    answer = started.client.get(sheet, buffered=True)

    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
