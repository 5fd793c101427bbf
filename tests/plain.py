"""A phone without scripts that speaks over a real connection, and presses again when it breaks."""

import http.client
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup
from werkzeug.http import parse_cookie
from werkzeug.test import encode_multipart

from tests.visitor import values_of

Broken = (OSError, http.client.HTTPException)


class PlainPhone:
    """Reads pages and sends forms; `page` is what it saw last."""

    def __init__(self, url: str) -> None:
        self.url, self.path, self.cookies = url, "/", {}
        self.page = BeautifulSoup("", "html.parser")
        self.status = 0

    def open(self, path: str) -> None:
        """Open an address and whatever it leads to."""
        self.ask("GET", path)

    def fill_in(self, form: str, *, button: tuple[str, str] | None = None, **typed: Any) -> "Form":
        """Fill in a form of the page; nothing is sent yet."""
        shown = self.page.select_one(form)
        assert shown is not None, f"no {form} on {self.path}: {self.page.get_text()[:300]}"
        fields = values_of(shown) | {name.replace("__", "-"): to for name, to in typed.items()}
        fields |= dict([button] if button else [])
        return Form(self, str(shown["action"]), fields, "multipart" in str(shown.get("enctype")))

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> None:
        """Ask over a new connection, and follow where the answer leads."""
        self.path = urljoin(self.path, path)
        line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        headers = {"Cookie": "; ".join(f"{name}={to}" for name, to in self.cookies.items())}
        headers |= {"Content-Type": kind} if kind else {}
        try:
            line.request(method, self.path, body or None, headers)
            answer = line.getresponse()
            text = answer.read()
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.update(parse_cookie(cookie.partition(";")[0]).to_dict())
        self.status, self.page = answer.status, BeautifulSoup(text, "html.parser")
        if answer.status in (302, 303):
            self.ask("GET", answer.headers["Location"])


class Form:
    """What was typed into a form: it can be sent as often as somebody presses."""

    def __init__(self, phone: PlainPhone, action: str, fields: dict[str, Any], files: bool) -> None:
        self.phone, self.action = phone, action
        if files:
            boundary, self.body = encode_multipart(fields)
            self.kind = f"multipart/form-data; boundary={boundary}"
        else:
            self.body = urlencode(fields, doseq=True).encode()
            self.kind = "application/x-www-form-urlencoded"

    def press(self) -> None:
        """Send it; raises one of `Broken` when the line breaks."""
        self.phone.ask("POST", self.action, self.body, self.kind)
