"""A good post of htmx is answered with the page that it leads to: one round trip, not two.

Without scripts a browser asks for that page itself. Here the portal asks in its place, when the
post is committed and its answer is out, as a request of its own with the same cookies.
"""

import io
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from werkzeug.datastructures import Headers
from werkzeug.http import dump_cookie, parse_cookie
from werkzeug.wrappers import Request

Start = Callable[..., Any]
App = Callable[[dict[str, Any], Start], Iterable[bytes]]


class OneTrip:
    """The portal with this around it."""

    def __init__(self, app: App) -> None:
        """Remember what it is put around."""
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answer; what is no post of htmx goes straight through."""
        if environ["REQUEST_METHOD"] != "POST" or environ.get("HTTP_HX_REQUEST") != "true":
            return self.app(environ, start_response)
        kept: list[Any] = []
        body = self.app(environ, lambda *answer: kept.extend(answer[:2]))
        status, headers = kept[0], Headers(kept[1])
        path = _own_path(headers.get("Location", ""), environ)
        if not status.startswith("303") or path is None:
            start_response(status, [*kept[1], ("HX-Push-Url", "false")])
            return body
        _use_up(body)
        added = _added(environ, headers, path)
        return self.app(_asking_for(path, environ, headers), _adding(start_response, added))


def _own_path(location: str, environ: dict[str, Any]) -> str | None:
    own = Request(environ).host_url
    path = location.removeprefix(own.rstrip("/"))
    return path if path.startswith("/") and not path.startswith("//") else None


def _use_up(body: Iterable[bytes]) -> None:
    """Read the answer to its end and close it: what comes after the page is done then."""
    try:
        for _part in body:
            pass
    finally:
        close = getattr(body, "close", None)
        if close:
            close()


def _asking_for(path: str, environ: dict[str, Any], headers: Headers) -> dict[str, Any]:
    """Return the request that a browser would make now."""
    address, _hash, _anchor = path.partition("#")
    plain, _question, query = address.partition("?")
    left_out = ("CONTENT_", "werkzeug.", "flask.", "wsgi.input_terminated")
    asked = {name: value for name, value in environ.items() if not name.startswith(left_out)}
    return asked | {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote_to_bytes(plain).decode("latin-1"),
        "QUERY_STRING": query,
        "REQUEST_URI": address,
        "RAW_URI": address,
        "CONTENT_LENGTH": "0",
        "wsgi.input": io.BytesIO(),
        "HTTP_COOKIE": _cookies_after(environ.get("HTTP_COOKIE", ""), headers),
    }


def _cookies_after(before: str, headers: Headers) -> str:
    jar = parse_cookie(before).to_dict()
    for line in headers.getlist("Set-Cookie"):
        for name, value in parse_cookie(line.partition(";")[0]).items():
            jar[name] = "" if "max-age=0" in line.lower() else value
    return "; ".join(dump_cookie(name, value, path=None) for name, value in jar.items() if value)


def _added(environ: dict[str, Any], headers: Headers, path: str) -> list[tuple[str, str]]:
    """Say where the page is, and pass on the cookies of the post."""
    seen = urlsplit(environ.get("HTTP_HX_CURRENT_URL", "")).path
    name = "HX-Replace-Url" if seen == urlsplit(path).path else "HX-Push-Url"
    cookies = [("Set-Cookie", line) for line in headers.getlist("Set-Cookie")]
    return [*cookies, (name, path)]


def _adding(start_response: Start, added: list[tuple[str, str]]) -> Start:
    def start(status: str, answered: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*answered, *added], *rest)

    return start
