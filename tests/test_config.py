"""Settings: every wrong one is one sentence that says which and what to do, and stops the start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal import create_app
from portal.config import BadSetting, read_settings
from tests.sources import ROOT

KEY = "k" * 40
GOOD = {"PORTAL_SECRET_KEY": KEY, "PORTAL_DATA_DIR": "/srv/foothold"}
BAD = [
    ("PORTAL_SECRET_KEY", ""),
    ("PORTAL_SECRET_KEY", "short"),
    ("PORTAL_SECRET_KEY", " " * 40),
    ("PORTAL_DATABASE_URL", "mysql://localhost/portal"),
    ("PORTAL_DATABASE_URL", "portal.db"),
    ("PORTAL_DATABASE_URL", "sqlite://"),
    ("PORTAL_DATABASE_URL", "sqlite:///"),
    ("PORTAL_DATABASE_URL", "sqlite:///:memory:"),
    ("PORTAL_DATABASE_URL", "postgresql://host:port/x"),
    ("PORTAL_STORAGE_URL", "ftp://host/x"),
    ("PORTAL_STORAGE_URL", "files"),
    ("PORTAL_STORAGE_URL", "http://["),
    ("PORTAL_BASE_URL", "portal.example.org"),
    ("PORTAL_BASE_URL", "ftp://portal.example.org"),
    ("PORTAL_BASE_URL", "https://portal.example.org/below"),
    ("PORTAL_BASE_URL", "https://portal.example.org?x=1"),
    ("PORTAL_BASE_URL", "https://"),
    ("PORTAL_BASE_URL", "http://["),
    ("PORTAL_BASE_URL", "https://portal.example.org:port"),
    ("PORTAL_BASE_URL", "https://portal.example.org\r\nX: y"),
    ("PORTAL_MAIL_URL", "mail.example.org"),
    ("PORTAL_MAIL_URL", "smtp://"),
    ("PORTAL_MAIL_URL", "smtp://mail.example.org:port"),
    ("PORTAL_MAIL_URL", "smtp://mail.example.org:99999"),
    ("PORTAL_MAIL_URL", "http://mail.example.org"),
    ("PORTAL_TEXT_URL", "texts.example.org"),
    ("PORTAL_TEXT_URL", "https://"),
    ("PORTAL_TEXT_URL", "smtp://texts.example.org"),
    ("PORTAL_WORKERS", "many"),
    ("PORTAL_WORKERS", "-1"),
    ("PORTAL_WORKERS", "1.5"),
    ("PORTAL_WORKERS", "1000000"),
    ("PORTAL_TRUSTED_PROXIES", "yes"),
    ("PORTAL_TRUSTED_PROXIES", "٣"),
    ("PORT", "http"),
    ("PORT", "0"),
    ("PORT", "70000"),
    ("PORTAL_LIMITS_URL", "nowhere"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_wrong_value_is_one_sentence_that_names_it(name, value):
    with pytest.raises(BadSetting) as trouble:
        read_settings(GOOD | {name: value})

    words = str(trouble.value)
    assert name in words
    assert words.endswith(".")
    assert "\n" not in words
    assert len(words.split()) <= 30


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_DATABASE_URL", "sqlite:////srv/portal.db"),
        ("PORTAL_DATABASE_URL", "sqlite:///portal.db"),
        ("PORTAL_DATABASE_URL", "postgresql://portal:secret@db.example.org:5432/portal"),
        ("PORTAL_DATABASE_URL", "postgres://db/portal"),
        ("PORTAL_DATABASE_URL", "postgresql+psycopg://postgres@/x?host=/tmp/here"),
        ("PORTAL_STORAGE_URL", "file:///srv/files"),
        ("PORTAL_STORAGE_URL", "s3://bucket?endpoint=https://s3.example.org"),
        ("PORTAL_BASE_URL", "https://portal.example.org"),
        ("PORTAL_BASE_URL", "https://portal.example.org/"),
        ("PORTAL_BASE_URL", "http://[::1]:8000"),
        ("PORTAL_MAIL_URL", "smtp://mail.example.org"),
        ("PORTAL_MAIL_URL", "smtps://me%40example.org:p%2Fw@mail.example.org:465"),
        ("PORTAL_MAIL_URL", "file:///srv/mails"),
        ("PORTAL_TEXT_URL", "https://me:p%2Fw@texts.example.org/send?from=Foothold"),
        ("PORTAL_TEXT_URL", "file:///srv/texts"),
        ("PORTAL_WORKERS", "0"),
        ("PORTAL_TRUSTED_PROXIES", "2"),
        ("PORT", "8080"),
        ("HOST", "::1"),
        ("HOST", "0.0.0.0"),
        ("PORTAL_LIMITS_URL", "redis://localhost:6379/1"),
    ],
)
def test_a_right_value_is_taken(name, value):
    read_settings(GOOD | {name: value})


def test_everything_but_the_key_has_a_default():
    settings = read_settings(GOOD)

    assert settings.database_url == "sqlite:////srv/foothold/portal.db"
    assert settings.storage_url == "file:///srv/foothold/files"
    assert settings.mail_url == "file:///srv/foothold/mail"
    assert settings.text_url == "file:///srv/foothold/texts"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert (settings.workers, settings.trusted_proxies, settings.demo) == (1, 0, False)
    assert not settings.secure


def test_only_the_demo_does_without_a_key():
    demo = read_settings({}, demo=True)

    assert demo.demo
    assert len(demo.secret_key) >= 32
    assert demo.data_dir == Path("instance").absolute()


def test_an_address_with_https_makes_cookies_secure():
    assert read_settings(GOOD | {"PORTAL_BASE_URL": "https://portal.example.org"}).secure


def test_a_setting_does_not_change():
    settings = read_settings(GOOD)
    with pytest.raises(AttributeError):
        settings.secret_key = "another"


def test_a_wrong_storage_stops_the_start(tmp_path):
    environ = {"PORTAL_SECRET_KEY": KEY, "PORTAL_DATA_DIR": str(tmp_path)}
    with pytest.raises(BadSetting, match="PORTAL_STORAGE_URL"):
        create_app(read_settings(environ | {"PORTAL_STORAGE_URL": "s3://"}))


@pytest.mark.parametrize("command", ["serve", "work", "migrate", "doctor"])
def test_a_command_with_a_wrong_setting_ends_with_the_sentence_alone(command, tmp_path):
    environ = {k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")}
    environ |= {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_SECRET_KEY": "short"}
    done = subprocess.run(
        [sys.executable, "-m", "portal", command],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
    )

    said = (done.stdout + done.stderr).strip()
    assert done.returncode != 0
    assert "PORTAL_SECRET_KEY is too short: it needs 32 characters or more." in said
    assert "Traceback" not in said


def test_no_secret_stands_in_what_settings_look_like():
    settings = read_settings(
        GOOD
        | {
            "PORTAL_DATABASE_URL": "postgresql://portal:dbsecret@db/portal",
            "PORTAL_MAIL_URL": "smtp://me:mailsecret@mail.example.org",
        }
    )

    for secret in (KEY, "dbsecret", "mailsecret"):
        assert secret not in repr(settings)
