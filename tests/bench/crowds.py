"""Databases with few and with many people in them, made once and kept between runs."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import Flask

from portal import create_app
from portal.clock import now, today
from portal.config import read_settings
from portal.demo.preparing import demo_settings
from portal.demo.seeding import seed
from portal.demo.seeding.sizes import Size
from portal.migrating import migrate
from portal.working import tools_of

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / "instance" / "bench"
FRESH = timedelta(days=7)  # then everybody would have been away for too long
SOURCES = ("migrations/versions/*.py", "portal/demo/seeding/*.py", "portal/demo/content/**/*")
SECRET = "a key that only the bench knows, long enough"


@dataclass(frozen=True)
class Crowds:
    """The same ten learners among nobody else, among a page's length of people, and among many."""

    few: Flask
    page: Flask
    many: Flask


SIZES = {
    "few": Size(10, 1, 60),
    "page": Size(250, 90, 1500),  # as many as any list shows on a page
    "many": Size(),
}


@contextmanager
def kept_crowds(folder: Path = KEPT, sizes: dict[str, Size] | None = None) -> Iterator[Crowds]:
    """Open the crowds, and make those that are missing, too old or made by other code."""
    home = _home(folder)
    apps = {name: _opened(home, name, size) for name, size in (sizes or SIZES).items()}
    try:
        yield Crowds(**apps)
    finally:
        for app in apps.values():
            app.extensions["portal.database"].close()


def _home(folder: Path) -> Path:
    """Return the folder of this code and of a day that is not long ago; forget all others."""
    made_by = _fingerprint()
    homes = sorted(folder.glob("*")) if folder.is_dir() else []
    good = [home for home in homes if home.name.endswith(made_by) and _is_fresh(home)]
    for home in homes:
        if home not in good[-1:]:
            shutil.rmtree(home)
    return good[-1] if good else folder / f"{today().isoformat()}-{made_by}"


def _is_fresh(home: Path) -> bool:
    return today() - date.fromisoformat(home.name[:10]) < FRESH


def _fingerprint() -> str:
    found = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _opened(home: Path, name: str, size: Size) -> Flask:
    folder = home / name
    if not (folder / "whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        print(f"Making {size.learners} learners, once …", flush=True)
        app = _portal(folder)
        began = now()
        seed(tools_of(app), size, midnight=_midnight(home), password_hash="nobody signs in")
        (folder / "whole").write_text(f"{(now() - began).total_seconds():.0f}")
        app.extensions["portal.database"].close()
    return _portal(folder)


def _portal(folder: Path) -> Flask:
    environ = {
        "PORTAL_DATA_DIR": str(folder),
        "PORTAL_BASE_URL": "http://localhost",
        "PORTAL_SECRET_KEY": SECRET,
    }
    settings = demo_settings(read_settings(environ, demo=True))
    migrate(settings.database_url)
    return create_app(settings)


def _midnight(home: Path) -> datetime:
    return datetime.fromisoformat(home.name[:10]).replace(tzinfo=UTC)
