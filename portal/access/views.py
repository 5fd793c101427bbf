"""The marks that views carry: exactly one of public, signed in or guarded."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, g, request
from flask.typing import ResponseReturnValue

from portal.access.door import View, come_in, refuse
from portal.access.visitors import settings, signed_in_person
from portal.csrf import foreign, token_is_good
from portal.db import session

Find = Callable[..., Any]
May = Callable[..., bool]


def public(view: View) -> View:
    """Let anybody use the view; a post still needs the page's token."""

    @wraps(view)
    def wrapped(**values: Any) -> ResponseReturnValue:
        if request.method == "POST" and (foreign() or not token_is_good(settings().secret_key)):
            abort(400)
        return view(**values)

    return _marked(wrapped, "public", view)


def open_post(view: View) -> View:
    """Let anybody post without a cookie; the address itself holds the secret."""

    @wraps(view)
    def wrapped(**values: Any) -> ResponseReturnValue:
        if foreign():
            abort(400)
        return view(**values)

    return _marked(wrapped, "public", view)


def signed_in(view: View) -> View:
    """Let a signed-in person use the view, about herself; it gets the person first."""

    @wraps(view)
    def wrapped(**values: Any) -> ResponseReturnValue:
        refusal = come_in(view)
        return refusal or view(signed_in_person(), **values)

    return _marked(wrapped, "signed_in", view)


def guarded(find: Find, *, may: May | None = None) -> Callable[[View], View]:
    """Find the thing (404) and ask the policy (403); the view gets the thing.

    `find(session, person, **address)` returns what the person may see, or None;
    `may(person, thing)` tells whether she may do this.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(**values: Any) -> ResponseReturnValue:
            refusal = come_in(view)
            if refusal:
                return refusal

            def check() -> Any:
                person = signed_in_person()
                thing = find(session, person, **values)
                if thing is None:
                    refuse(404)
                if may and not may(person, thing):
                    refuse(403)
                return thing

            g.checks = [*g.get("checks", []), check]
            return view(check())

        wrapped.find, wrapped.may = find, may  # type: ignore[attr-defined]
        return _marked(wrapped, "guarded", view)

    return decorate


def reads_first(view: View) -> View:
    """Mark a view whose slow part comes before it calls `db.begin_writing()`."""
    view.reads_first = True  # type: ignore[attr-defined]
    return view


def never_held(view: View) -> View:
    """Mark a view whose post is not kept when the visit has ended."""
    view.never_held = True  # type: ignore[attr-defined]
    return view


def for_scripts(view: View) -> View:
    """Mark a view that only scripts ask: 401 without a visit, no key, the token as a header.

    Such a deed is safe to repeat by itself.
    """
    view.for_scripts = True  # type: ignore[attr-defined]
    return view


def _marked(wrapped: View, access: str, view: View) -> View:
    wrapped.access = access  # type: ignore[attr-defined]
    for name in ("reads_first", "for_scripts"):
        setattr(wrapped, name, getattr(view, name, False))
    return wrapped
