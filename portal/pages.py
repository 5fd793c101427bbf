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

    Boosted requests get the page without its head; those that restore the history get it whole.
    """
    target = request.headers.get("HX-Target", "") if _wants_fragment() else ""
    drawn = render_template((fragments or {}).get(target, template), bare=_is_bare(), **values)
    response = make_response(drawn, status)
    response.vary.update(("HX-Request", "HX-Boosted", "HX-Target", "Save-Data"))
    return response


def _is_bare() -> bool:
    """Tell whether the browser has the head and the sheet already."""
    headers = request.headers
    return "HX-Boosted" in headers and "HX-History-Restore-Request" not in headers


def _wants_fragment() -> bool:
    htmx = getattr(request, "htmx", False)
    return bool(htmx) and not (
        request.headers.get("HX-Boosted") or request.headers.get("HX-History-Restore-Request")
    )
