"""What an own phone needs to keep the portal: the manifest, the worker, the page for no line."""

import hashlib
from functools import cache
from typing import cast

from flask import Blueprint, Response, current_app, jsonify, make_response, request
from flask.typing import ResponseReturnValue

from portal.access import public, signed_in
from portal.assets import SCRIPTS, Assets, shorten
from portal.languages import best_language, is_right_to_left
from portal.models import Person
from portal.pages import page
from portal.words import gettext as _
from portal.words import speaking

bp = Blueprint("installing", __name__)

GROUND = "#fbfaf7"  # that of the sheet
DAY = 24 * 60 * 60


@bp.get("/manifest.webmanifest")
@public
def manifest() -> ResponseReturnValue:
    """Say what stands on the phone's first screen, in the language of the page that led here.

    Browsers ask for it without a cookie.
    """
    lang = best_language([request.args.get("lang", "en")])
    with speaking(lang):
        name = _("Foothold")
    answer = jsonify(
        id="/",
        name=name,
        short_name=name,
        lang=lang.replace("_", "-"),
        dir="rtl" if is_right_to_left(lang) else "ltr",
        start_url="/",
        scope="/",
        display="standalone",
        background_color=GROUND,
        theme_color=GROUND,
        icons=[_icon(name, address) for name, address in _assets().icons.items()],
    )
    answer.mimetype = "application/manifest+json"
    answer.headers["Cache-Control"] = f"max-age={DAY}"
    return answer


@bp.get("/worker.js")
@public
def worker() -> ResponseReturnValue:
    """Give the worker; it is the same for everybody, and asked for anew."""
    text = _worker()
    answer = make_response(text)
    answer.mimetype = "text/javascript"
    answer.headers["Cache-Control"] = "no-cache"
    answer.set_etag(hashlib.sha256(text.encode()).hexdigest()[:24], weak=True)
    return answer.make_conditional(request)


@bp.get("/offline")
@signed_in
def offline(person: Person) -> Response:
    """Show the page that the worker keeps for when there is no line."""
    return page("installing/offline.html")


@cache
def _worker() -> str:
    code: str = shorten((SCRIPTS / "worker.js").read_text())
    return code


def _icon(name: str, address: str) -> dict[str, str]:
    kind, _dash, side = name.removesuffix(".png").partition("-")
    purpose = "maskable" if kind == "mask" else "any"
    return {"src": address, "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}


def _assets() -> Assets:
    return cast(Assets, current_app.config["ASSETS"])
