"""One log line per request, with the reference that error pages show and no secret."""

import logging
import secrets
import time
from types import TracebackType
from typing import cast

from flask import Flask, Response, g, request

Trouble = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]

requests = logging.getLogger("portal.requests")
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another


class Portal(Flask):
    """The program; what goes wrong is logged without its address, which may be a secret."""

    def log_exception(self, exc_info: Trouble) -> None:
        """Log a mistake under the reference of its request."""
        logging.getLogger("portal").error("%s failed", reference(), exc_info=exc_info)


def install(app: Flask) -> None:
    """Log every request when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)


def reference() -> str:
    """Return this request's reference, such as `K3F9-2LQX`, made when first asked for."""
    if "reference" not in g:
        letters = "".join(LETTERS[byte % 32] for byte in secrets.token_bytes(8))
        g.reference = f"{letters[:4]}-{letters[4:]}"
    return cast(str, g.reference)


def _begin() -> None:
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    # The rule, never the path: paths of links and invitations are secrets.
    rule = request.url_rule.rule if request.url_rule else "-"
    took = (time.perf_counter() - g.get("began", time.perf_counter())) * 1000
    requests.info(
        "%s %s %s %d %.0fms", reference(), request.method, rule, response.status_code, took
    )
    return response
