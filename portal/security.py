"""Headers of every answer: what a page may do, and who may keep it."""

import base64
import gzip
import hashlib
import re

from flask import Flask, Response, current_app, g, request

from portal import access

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{sheet}'; "
    "img-src 'self' data:; media-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'"
)
HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
STRICT = "max-age=63072000; includeSubDomains"
COMPRESSED = ("text/", "application/json", "image/svg+xml")
SMALL = 500


def install(app: Flask) -> None:
    """Give every answer its headers, and squeeze pages on the wire."""
    app.config["CSP"] = {
        name: POLICY.format(sheet=_hash_of(app.config[name])) for name in ("SHEET", "OUTSIDE_SHEET")
    }
    app.config["HEADERS"] = list(HEADERS)
    if app.extensions["portal.settings"].secure:
        app.config["HEADERS"].append(("Strict-Transport-Security", STRICT))
    app.before_request(limit_form)
    app.after_request(squeeze)
    app.after_request(protect)


def limit_form() -> None:
    """Take no larger form without files than with them: it is read at once, by everybody."""
    if request.mimetype == "application/x-www-form-urlencoded":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def protect(response: Response) -> Response:
    """Set the headers that keep a page to itself."""
    headers = response.headers
    own = {name for name, _value in headers}
    wanted = [("Content-Security-Policy", _policy()), *current_app.config["HEADERS"]]
    headers.extend(pair for pair in wanted if pair[0] not in own)
    if "Cache-Control" not in headers:  # asking who it is reads the cookie
        headers["Cache-Control"] = _who_may_keep()
    return response


def _hash_of(sheet: str) -> str:
    return base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()


def _policy() -> str:
    """Return the policy that lets in the sheet of this page; one drawn before is for strangers."""
    policy: str = current_app.config["CSP"][g.get("sheet_name", "OUTSIDE_SHEET")]
    if knows_hashes(request.headers.get("User-Agent", "")):
        return policy
    return policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")


def knows_hashes(agent: str) -> bool:
    """Tell whether a browser lets a sheet in by its hash: Chrome from 40 on, WebKit from 602 on."""
    chrome, webkit = (re.search(rf"{name}/(\d+)", agent) for name in ("Chrome", "AppleWebKit"))
    if chrome:
        return int(chrome[1]) >= 40
    return not webkit or int(webkit[1]) >= 602


def _who_may_keep() -> str:
    someone = access.known_visitor()
    if someone and someone.visit.own_phone:
        return "private, no-cache"
    return "no-store, no-cache"


def squeeze(response: Response) -> Response:
    """Compress text with gzip, level 6, where the browser takes it."""
    response.vary.add("Accept-Encoding")
    if (
        response.status_code == 304
        or response.direct_passthrough
        or response.is_streamed
        or "Content-Encoding" in response.headers
        or not (response.mimetype or "").startswith(COMPRESSED)
        or not request.accept_encodings.quality("gzip")
    ):
        return response
    body = response.get_data()
    if len(body) > SMALL:
        response.set_data(gzip.compress(body, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
