"""The sheet and the scripts as files: joined, named by their content, compressed, kept for ever.

WhiteNoise serves them; the address of a file changes with its content, so no phone asks twice.
"""

import gzip
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from rjsmin import jsmin
from whitenoise import WhiteNoise

from portal.languages import LANGUAGES
from portal.words import lazy_gettext as _l
from portal.words import speaking

STATIC = Path(__file__).parent / "static"
SCRIPTS = STATIC / "js"
BEHAVIOURS = ("answers", "places", "waiting", "saving", "uploading", "leaving")
HEADERS = (("X-Content-Type-Options", "nosniff"), ("Cross-Origin-Resource-Policy", "same-origin"))
WORDS = {
    "waits": _l("Under way …"),
    "failed": _l("The line is gone. Nothing you typed is lost."),
    "again": _l("Try again"),
    "press": _l("Not saved by itself: press the button to save."),
    "kept": _l("No line. Kept on this phone."),
    "unsaved": _l("No line. Not saved yet."),
    "found": _l("You typed this here when the line was gone, {time}:"),
    "take": _l("Put it in"),
    "drop": _l("Throw it away"),
    "sends": _l("{name}: {done}. All is saved as soon as it is here."),
    "paused": _l("{name}: {done}. No line. It goes on by itself."),
    "ready": _l("{name} is here. Save to keep it."),
    "stop": _l("Do not send it"),
}
YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Assets:
    """The addresses of the files, and the name that the sheet's cookie has to hold."""

    sheet: str
    sheet_name: str
    start: str
    scripts: Mapping[str, str]  # by language


def join_scripts(words: Mapping[str, str]) -> str:
    """Join the words, htmx and our behaviours into the one script that capable browsers load."""
    said = f"window.footholdWords={json.dumps(words, ensure_ascii=False)}"
    htmx = (SCRIPTS / "vendor" / "htmx.min.js").read_text()
    ours = (SCRIPTS / "behaviours" / f"{name}.js" for name in BEHAVIOURS)
    return ";\n".join([said, htmx, *(jsmin(file.read_text()) for file in ours)])


def install(app: Flask, data_dir: Path) -> None:
    """Write the files into the data folder, and serve them at /static/."""
    texts = {
        "sheet.css": app.config["SHEET"],
        "start.js": jsmin((SCRIPTS / "start.js").read_text()),
    }
    with app.app_context():
        for tag in LANGUAGES:
            with speaking(tag):
                said = {name: str(sentence) for name, sentence in WORDS.items()}
                texts[f"scripts-{tag}.js"] = join_scripts(said)
    names = {name: _name_of(name, text) for name, text in texts.items()}
    folder = data_dir / f"static-{_hash_of(''.join(sorted(names.values())))}"
    _write(folder, {names[name]: text for name, text in texts.items()})
    addresses = {name: f"/static/{named}" for name, named in names.items()}
    app.config["ASSETS"] = Assets(
        sheet=addresses["sheet.css"],
        sheet_name=names["sheet.css"].split(".")[1],
        start=addresses["start.js"],
        scripts={tag: addresses[f"scripts-{tag}.js"] for tag in LANGUAGES},
    )
    app.wsgi_app = _serving(app, folder)  # type: ignore[method-assign]


def _serving(app: Flask, folder: Path) -> Any:
    known = f"css={app.config['ASSETS'].sheet_name}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Lax"
    known += "; Secure" if app.config["SESSION_COOKIE_SECURE"] else ""

    def add_headers(headers: Any, path: str, url: str) -> None:
        for name, value in HEADERS:
            headers[name] = value
        if url.endswith(".css"):  # a page may link the sheet from now on
            headers["Set-Cookie"] = known

    return WhiteNoise(
        app.wsgi_app,
        root=folder,
        prefix="static/",
        allow_all_origins=False,
        immutable_file_test=lambda path, url: True,
        add_headers_function=add_headers,
    )


def _name_of(name: str, text: str) -> str:
    stem, dot, kind = name.partition(".")
    return f"{stem}.{_hash_of(text)}{dot}{kind}"


def _hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write all of them at once: another process may be writing the same folder."""
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="static-", dir=folder.parent))
    made.chmod(0o755)
    for name, text in files.items():
        (made / name).write_text(text)
        (made / f"{name}.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    try:
        os.rename(made, folder)
    except OSError:
        shutil.rmtree(made)
        if not folder.is_dir():
            raise
