"""One session per request, begun by method, committed once, at the edge."""

import logging
from collections.abc import Callable, Iterable
from typing import Any, cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session
from werkzeug.local import LocalProxy
from werkzeug.wsgi import ClosingIterator

from portal import once
from portal.engine import Database

READS = ("GET", "HEAD", "OPTIONS")


def install(app: Flask, database: Database) -> None:
    """Give every request its session and commit it when the answer is good."""
    app.extensions["portal.database"] = database
    app.after_request(finish)
    app.teardown_request(close)


def database() -> Database:
    """Return the database of this portal."""
    return cast(Database, current_app.extensions["portal.database"])


def current_session() -> Session:
    """Return this request's session; a GET gets one that cannot write."""
    if "session" not in g:
        g.session = database().session(reads=_only_reads())
    return cast(Session, g.session)


session = cast(Session, LocalProxy(current_session))


def _only_reads() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method in READS or getattr(view, "reads_first", False)


def begin_writing() -> None:
    """End the reading of a @reads_first view; what may have changed is checked again.

    Raises what the guard raises when the person may no longer do it.
    """
    current_session().commit()
    current_session().bind = database().writer
    current_session().expire_all()
    for check in g.get("checks", ()):
        check()


def keep() -> None:
    """Commit although the answer is a refusal: counters and held posts stay."""
    g.keep = True


def start_over() -> None:
    """Undo what this request did and go on reading: error pages show what is saved."""
    current_session().rollback()
    current_session().bind = database().reader
    once.set_deed(None)


def commit_now(*, leads_to: str) -> None:
    """Commit before the answer is made, where a second deed has to see it."""
    _end_deed(current_app.make_response(current_app.redirect(leads_to)), kept=True)
    current_session().commit()
    once.set_deed(None)


def after_page(action: Callable[..., None], **values: Any) -> None:
    """Do a small thing in a transaction of its own when the answer is out.

    Its failure is logged and never shown.
    """
    g.setdefault("afterwards", []).append((action, values))


def finish(response: Response) -> Response:
    """Commit a good answer, roll back a refusal; a commit that fails becomes an error page."""
    try:
        _commit_or_not(response)
    except Exception as trouble:
        response = current_app.make_response(current_app.handle_user_exception(trouble))
    afterwards = _do_afterwards(current_app._get_current_object())  # type: ignore[attr-defined]
    if response.direct_passthrough:  # a file: such an answer calls nobody when it ends
        parts = cast("Iterable[bytes]", response.response)
        response.response = ClosingIterator(parts, [afterwards])
    else:
        response.call_on_close(afterwards)
    return response


def _commit_or_not(response: Response) -> None:
    if "session" not in g:
        return
    kept = response.status_code < 400
    if kept or g.get("keep") or current_session().bind is database().reader:
        _end_deed(response, kept=kept)
        current_session().commit()
    else:
        current_session().rollback()


def _end_deed(response: Response, *, kept: bool) -> None:
    deed = once.current_deed()
    if deed is None or deed.repeated:
        return
    current_session().flush()
    if kept:
        once.end_deed(current_session(), deed, response.location or request.path)
    else:
        once.forget_deed(current_session(), deed)


def _do_afterwards(app: Flask) -> Callable[[], None]:
    actions, store = g.pop("afterwards", []), database()

    def run() -> None:
        for action, values in actions:
            try:
                with store.session() as own, own.begin():
                    action(own, **values)
            except Exception:
                logging.getLogger("portal").exception("afterwards: %s", action.__name__)

    return run


def close(error: BaseException | None) -> None:
    """Give the session back."""
    own = g.pop("session", None)
    if own is not None:
        own.close()
    once.set_deed(None)
