"""An own phone keeps pages and asks whether they changed: unchanged ones come as a 304.

The tag is made from the page itself, without what changes from one drawing to the next: the
token and the key. So it knows of the person, the role, the data, the day and the language,
because they show, and of nothing else.
"""

import hashlib

from flask import Flask, Response, current_app, g, request

from portal import access
from portal.csrf import page_token
from portal.words import language

MARK = "Visit-Mark"  # tells the worker on an own phone whose page it is, and in which frame


def install(app: Flask) -> None:
    """Tag the pages of own phones; call it after what compresses them."""
    app.after_request(tag)


def tag(response: Response) -> Response:
    """Give a page its tag, and leave the page out when the phone has it already."""
    someone = access.known_visitor()
    if someone is None or not someone.visit.own_phone:
        return response
    if response.mimetype == "text/html":
        frame = current_app.config["ASSETS"].frames.get(language(), "")
        response.headers[MARK] = f"{someone.visit.id.hex[-12:]} {frame}"
    if (
        request.method not in ("GET", "HEAD")
        or response.status_code != 200
        or response.mimetype != "text/html"
        or response.is_streamed
        or "Cache-Control" in response.headers
    ):
        return response
    response.set_etag(_digest(response.get_data()), weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


def _digest(body: bytes) -> str:
    if "page_token" in g:
        body = body.replace(page_token(access.settings().secret_key).encode(), b"token")
    if "page_key" in g:
        body = body.replace(str(g.page_key).encode(), b"key")
    return hashlib.sha256(body).hexdigest()[:24]
