"""A portal somewhere else: the place that a backup is restored to."""

import os
from dataclasses import replace
from itertools import count

import pytest

from portal.__main__ import main
from portal.storage import storage_from
from tests.servers import shared_s3

numbers = count(1)


@pytest.fixture(params=["folder", "bucket"])
def kind_of_storage(request, monkeypatch):
    if request.param == "bucket":
        for name, value in shared_s3().keys.items():
            monkeypatch.setenv(name, value)
    return request.param


@pytest.fixture
def new_storage(kind_of_storage, tmp_path):
    """Make an empty place for files."""

    def make():
        number = next(numbers)
        if kind_of_storage == "folder":
            return (tmp_path / f"files-{number}").as_uri()
        url = shared_s3().url(f"commands-{os.getpid()}-{number}")
        storage_from(url).check()
        return url

    return make


@pytest.fixture
def elsewhere(settings, tmp_path, request, database_kind):
    """Settings of a second, empty portal on the same kind of database."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    url = f"sqlite:///{folder / 'portal.db'}"
    if database_kind == "postgres":
        url = request.getfixturevalue("postgres").fresh_database()
    return replace(
        settings, database_url=url, data_dir=folder, storage_url=(folder / "files").as_uri()
    )


@pytest.fixture
def run(settings, monkeypatch, capsys):
    """Run a command in this process, for its exit code and what it says on both channels."""
    environ = {
        "PORTAL_SECRET_KEY": settings.secret_key,
        "PORTAL_DATABASE_URL": settings.database_url,
        "PORTAL_DATA_DIR": str(settings.data_dir),
        "PORTAL_STORAGE_URL": settings.storage_url,
    }
    for name in list(os.environ):
        if name.startswith("PORTAL_") or name in ("HOST", "PORT"):
            monkeypatch.delenv(name)

    def command(*words, **others):
        with monkeypatch.context() as patch:
            for name, value in (environ | others).items():
                patch.setenv(name, value)
            capsys.readouterr()
            try:
                code = main([str(word) for word in words])
            except SystemExit as end:
                code = end.code
        return (code, *capsys.readouterr())

    return command
