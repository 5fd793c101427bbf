"""A whole page, or the fragment that htmx asked for."""

from collections.abc import Mapping
from typing import Any

from flask import Response, make_response, render_template, request


def page(
    template: str,
    *,
    fragments: Mapping[str, str] | None = None,
    status: int = 200,
    **values: Any,
) -> Response:
    """Draw the page, or only the fragment whose id stands in HX-Target.

    Boosted requests and those that restore the history get the whole page.
    """
    target = request.headers.get("HX-Target", "") if _wants_fragment() else ""
    drawn = render_template((fragments or {}).get(target, template), **values)
    response = make_response(drawn, status)
    response.vary.add("HX-Request")
    return response


def _wants_fragment() -> bool:
    htmx = getattr(request, "htmx", False)
    return bool(htmx) and not (
        request.headers.get("HX-Boosted") or request.headers.get("HX-History-Restore-Request")
    )
