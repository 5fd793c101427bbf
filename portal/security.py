"""Headers of every answer: what a page may do, and who may keep it."""

import base64
import gzip
import hashlib

from flask import Flask, Response, current_app, request

from portal import access

# Who knows hashes ignores 'unsafe-inline' beside one (CSP level 2); engines of 2013 know only that.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{sheet}' 'unsafe-inline'; "
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
    digest = hashlib.sha256(app.config["SHEET"].encode()).digest()
    app.config["CSP"] = POLICY.format(sheet=base64.b64encode(digest).decode())
    app.config["HEADERS"] = [("Content-Security-Policy", app.config["CSP"]), *HEADERS]
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
    headers.extend(pair for pair in current_app.config["HEADERS"] if pair[0] not in own)
    if "Cache-Control" not in headers:  # asking who it is reads the cookie
        headers["Cache-Control"] = _who_may_keep()
    return response


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
