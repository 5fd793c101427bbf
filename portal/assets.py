"""The sheet and the scripts as files: joined, named by their content, compressed, kept for ever.

WhiteNoise serves them; the address of a file changes with its content, so no phone asks twice.
"""

import gzip
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from calmjs.parse import es5
from calmjs.parse.unparsers.es5 import minify_print
from flask import Flask
from whitenoise import WhiteNoise

from portal.icons import draw_icons
from portal.languages import LANGUAGES
from portal.releases import older_releases
from portal.words import lazy_gettext as _l
from portal.words import speaking

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = STATIC / "js"
BEHAVIOURS = ("answers", "places", "waiting", "drafts", "saving", "attaching", "leaving", "keeping")
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
    "newer": _l("The line is back."),
    "see": _l("See the page as it is now"),
}
YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Assets:
    """The addresses of the files, and the name that the sheet's cookie has to hold."""

    sheet: str
    sheet_name: str
    start: str
    scripts: Mapping[str, str]  # by language
    frames: Mapping[str, str]  # what an own phone's kept pages are drawn into, by language
    icons: Mapping[str, str]  # by name


@cache
def shorten(script: str) -> str:
    """Take comments and spaces out of a script of ours, and give its own names one letter each."""
    return str(minify_print(es5(script), obfuscate=True, obfuscate_globals=False))


def join_scripts(words: Mapping[str, str]) -> str:
    """Join the words, htmx and our behaviours into the one script that capable browsers load."""
    said = f"window.footholdWords={json.dumps(words, ensure_ascii=False)}"
    htmx = (SCRIPTS / "vendor" / "htmx.min.js").read_text()
    ours = (SCRIPTS / "behaviours" / f"{name}.js" for name in BEHAVIOURS)
    return ";\n".join([said, htmx, *(shorten(file.read_text()) for file in ours)])


def install(app: Flask, data_dir: Path) -> None:
    """Write the files into the data folder, and serve them at /static/."""
    texts = {
        "sheet.css": app.config["SHEET"],
        "start.js": shorten((SCRIPTS / "start.js").read_text()),
        "uploading.js": shorten((SCRIPTS / "uploading.js").read_text()),
    }
    uploading = {"uploading": f"/static/{_name_of('uploading.js', texts['uploading.js'].encode())}"}
    with app.app_context():
        for tag in LANGUAGES:
            with speaking(tag):
                said = {name: str(sentence) for name, sentence in WORDS.items()}
                texts[f"scripts-{tag}.js"] = join_scripts(said | uploading)
    icons = draw_icons()
    files = {name: text.encode() for name, text in texts.items()} | icons
    names = {name: _name_of(name, file) for name, file in files.items()}
    folder = data_dir / f"static-{_hash_of(''.join(sorted(names.values())).encode())}"
    _write(folder, {names[name]: file for name, file in files.items()})
    addresses = {name: f"/static/{named}" for name, named in names.items()}
    scripts = {tag: addresses[f"scripts-{tag}.js"] for tag in LANGUAGES}
    app.config["ASSETS"] = Assets(
        sheet=addresses["sheet.css"],
        sheet_name=names["sheet.css"].split(".")[1],
        start=addresses["start.js"],
        scripts=scripts,
        frames={tag: _frame_of(addresses | {"scripts": scripts[tag]}) for tag in LANGUAGES},
        icons={name: addresses[name] for name in icons},
    )
    app.wsgi_app = _serving(app, [*older_releases(folder), folder])  # type: ignore[method-assign]


def _frame_of(addresses: Mapping[str, str]) -> str:
    """Name the frame by all that it is made of."""
    made = [addresses[name] for name in ("sheet.css", "start.js", "scripts", "icon-192.png")]
    made += [(TEMPLATES / name).read_text() for name in ("layout.html", "installing/offline.html")]
    return _hash_of("".join(made).encode())[:6]


def _serving(app: Flask, folders: Sequence[Path]) -> Any:
    """Serve the files of this release and of those before: an open page may still ask for them."""
    secure = "; Secure" if app.config["SESSION_COOKIE_SECURE"] else ""

    def add_headers(headers: Any, path: str, url: str) -> None:
        for name, value in HEADERS:
            headers[name] = value
        if url.endswith(".css"):  # a page may link this sheet from now on
            known = f"css={url.split('.')[-2]}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Lax"
            headers["Set-Cookie"] = known + secure

    served = WhiteNoise(
        app.wsgi_app,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: True,
        add_headers_function=add_headers,
    )
    for folder in folders:
        served.add_files(str(folder), prefix="static/")
    return served


def _name_of(name: str, file: bytes) -> str:
    stem, dot, kind = name.partition(".")
    return f"{stem}.{_hash_of(file)}{dot}{kind}"


def _hash_of(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()[:12]


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all of them at once: another process may be writing the same folder."""
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="static-", dir=folder.parent))
    made.chmod(0o755)
    for name, file in files.items():
        (made / name).write_bytes(file)
        if not name.endswith(".png"):
            (made / f"{name}.gz").write_bytes(gzip.compress(file, 9, mtime=0))
    try:
        os.rename(made, folder)
    except OSError:
        shutil.rmtree(made)
        if not folder.is_dir():
            raise
