"""What goes wrong, in plain words: as pages, with a reference where it was our fault."""

import logging
from http import HTTPStatus

from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from portal import once
from portal.access import HeldForAnother, NotKept, Repeated, know_somebody, look_again
from portal.pages import page
from portal.request_log import reference
from portal.storage import StorageTrouble
from portal.words import lazy_gettext as _l

WORDS: dict[int | str, tuple[str, str]] = {
    400: (
        _l("This page is too old"),
        _l("Go back, copy what you typed, open the page again and put it in. Nothing was changed."),
    ),
    403: (_l("You may see this, but not do it"), _l("Nothing was changed.")),
    404: (
        _l("There is nothing here for you"),
        _l("The address is wrong, or the thing is gone, or it is not yours to see."),
    ),
    405: (_l("This address does something else"), _l("Go back and use the buttons of the page.")),
    409: (
        _l("Somebody was quicker"),
        _l("This changed while you were at it. Nothing was lost. Go back and look again."),
    ),
    410: (_l("This link has ended"), _l("Ask the person who gave it to you for a new one.")),
    413: (
        _l("This is too large to send at once"),
        _l("Go back: what you typed is still there. Send fewer or smaller files at a time."),
    ),
    "another's": (
        _l("This page belongs to another person"),
        _l("It was opened before you came. What is in it is kept for that person, and not done."),
    ),
    429: (
        _l("Too many tries"),
        _l("Wait five minutes, then try again. Nobody else is locked out by this."),
    ),
    500: (
        _l("Something went wrong on our side"),
        _l("It was not you. Go back and try again; what was saved is safe."),
    ),
    503: (
        _l("The portal is busy"),
        _l("Wait a minute and send it again: go back, what you typed is still there."),
    ),
    "not kept": (
        _l("Too much waits for you already"),
        _l("Go back and copy what you typed. Then sign in and look at what was kept before."),
    ),
}


def install(app: Flask) -> None:
    """Answer every error with a page that says what to do."""
    app.register_error_handler(HTTPException, refuse)
    app.register_error_handler(once.Changed, show_both)
    app.register_error_handler(once.Already, lead_on)
    app.register_error_handler(Repeated, lead_on)
    app.register_error_handler(HeldForAnother, lambda _error: error_page(409, why="another's"))
    app.register_error_handler(NotKept, lambda _error: error_page(503, why="not kept"))
    app.register_error_handler(IntegrityError, lost_race)
    app.register_error_handler(StaleDataError, lost_race)
    app.register_error_handler(DataError, unthinkable)
    app.register_error_handler(OverflowError, unthinkable)
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(TimeoutError, busy)
    app.register_error_handler(StorageTrouble, busy)
    app.register_error_handler(Exception, fail)


def refuse(error: HTTPException) -> ResponseReturnValue:
    """Show the page of that status in plain words."""
    if error.code is None or error.code < 400:
        return error.get_response()
    answer = error_page(error.code, shows_typed=error.code in (409, 503))
    for name, value in error.get_headers():
        answer.headers.setdefault(name, value)
    return answer


def error_page(status: int, *, why: str = "", shows_typed: bool = False) -> Response:
    """Draw the page for a status, with what was typed where it is lost otherwise."""
    know_somebody()
    known = status if status in WORDS else (500 if status >= 500 else 400)
    title, words = WORDS[why or known]
    return page(
        "errors/error.html",
        status=status,
        heading=title,
        words=words,
        reference=reference() if status >= 500 else "",
        sent=request.form.items(multi=True) if shows_typed else (),
    )


def show_both(changed: once.Changed) -> ResponseReturnValue:
    """Show what was typed and what was saved meanwhile; the person chooses or merges."""
    typed = [(n, v) for n, v in request.form.items(multi=True) if n not in ("token", "key")]
    both = [(n, v, changed.theirs[n]) for n, v in typed if _differs(n, v, changed)]
    shown = {name for name, _mine, _theirs in both}
    return page(
        "errors/changed.html",
        status=HTTPStatus.CONFLICT,
        both=both,
        labels=changed.labels,
        rest=[(n, v) for n, v in typed if n not in shown and n != "stamp"],
        stamp=changed.stamp,
    )


def _differs(name: str, mine: str, changed: once.Changed) -> bool:
    theirs = changed.theirs.get(name)
    return theirs is not None and theirs != "\n".join(mine.splitlines())


def lead_on(done: once.Already | Repeated) -> ResponseReturnValue:
    """Lead to where the first of two equal posts led."""
    deed = once.current_deed()
    location = done.location if isinstance(done, Repeated) else deed.location if deed else "/"
    return redirect(location or "/", 303)


def lost_race(error: Exception) -> ResponseReturnValue:
    """Answer a race that the database decided."""
    look_again()
    logging.getLogger("portal").info("%s lost a race: %s", reference(), type(error).__name__)
    return error_page(409, shows_typed=True)


def unthinkable(error: Exception) -> ResponseReturnValue:
    """Answer an address or a field that no database can hold: a huge number, a broken letter."""
    look_again()
    logging.getLogger("portal").info("%s unthinkable: %s", reference(), type(error).__name__)
    return error_page(404 if request.method == "GET" else 400)


def busy(error: Exception) -> ResponseReturnValue:
    """Answer that database or storage can not be reached now."""
    look_again()
    logging.getLogger("portal").error("%s busy: %s", reference(), error)
    return error_page(503, shows_typed=True)


def fail(error: Exception) -> ResponseReturnValue:
    """Answer a mistake of ours, and log it with the reference that the page shows."""
    look_again()
    logging.getLogger("portal").exception("%s failed", reference(), exc_info=error)
    return error_page(500)
