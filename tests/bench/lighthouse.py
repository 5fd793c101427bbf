"""What Lighthouse says of four pages; it comes by npm, the browser is Debian's."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from flask import Flask

from tests.bench.lines.toolkit import CHROMIUM
from tests.bench.tables import show
from tests.bench.throughput import answer_page, cookie_of
from tests.running import ROOT, Running

HOME = ROOT / "instance" / "lighthouse"
RELEASE = "lighthouse@12.8.2"  # the newest that runs on Node 18 and 20
KINDS = ("performance", "accessibility", "best-practices")
LEAST = 99
FLAGS = (
    "--quiet",
    "--output=json",
    "--output-path=stdout",
    f"--only-categories={','.join(KINDS)}",
    "--chrome-flags=--headless=new --no-sandbox",
    "--disable-full-page-screenshot",
    "--no-enable-error-reporting",
)


def measure_lighthouse(app: Flask, employers_page: str) -> int:
    """Print the scores; return how many are too low."""
    if why := missing():
        print(f"\nLighthouse: skipped, {why}.")
        return 0
    signed = f"--extra-headers={json.dumps({'Cookie': cookie_of(app)})}"
    pages = {
        "sign-in": ("/sign-in",),
        "home": ("/", signed),
        "answer page": (answer_page(app), signed),
        "employer's page": (employers_page,),
    }
    app.extensions["portal.database"].close()
    settings = app.extensions["portal.settings"]
    portal = Running(settings.data_dir, PORTAL_SECRET_KEY=settings.secret_key)
    portal.start("demo")
    try:
        found = {name: _scores(portal.url + path, *more) for name, (path, *more) in pages.items()}
    finally:
        portal.kill()
    rows = [
        (name, *(f"{score:.0f}" for score in scores), "ok" if min(scores) >= LEAST else "over")
        for name, scores in found.items()
    ]
    show(f"Lighthouse, its phone: at least {LEAST}", ("page", *KINDS, ""), rows)
    return sum(row[-1] == "over" for row in rows)


def missing() -> str:
    """Say what is not there, in one sentence, or nothing; Lighthouse itself is fetched once."""
    if shutil.which("npm") is None:
        return "npm is not installed"
    if CHROMIUM is None:
        return "Chromium is not installed (Debian: apt-get install chromium)"
    return "" if _program().exists() or _fetched() else "npm could not fetch it"


def _program() -> Path:
    return HOME / "node_modules" / ".bin" / "lighthouse"


def _fetched() -> bool:
    HOME.mkdir(parents=True, exist_ok=True)
    fetch = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(HOME)]
    done = subprocess.run([*fetch, RELEASE], capture_output=True, text=True, check=False)
    return done.returncode == 0 and _program().exists()


def _scores(url: str, *more: str) -> list[float]:
    done = subprocess.run(
        [str(_program()), url, *FLAGS, *more],
        env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    said = json.loads(done.stdout)
    return [100 * (said["categories"][kind]["score"] or 0) for kind in KINDS]
