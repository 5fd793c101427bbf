"""The door of every view that is not public: visit, then token, then key."""

from collections.abc import Callable
from typing import NoReturn
from uuid import UUID

from flask import abort, current_app, g, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal import db, held, once
from portal.access.visitors import Visitor, find_visitor, note_visit, settings, visitor
from portal.clock import today
from portal.csrf import foreign, token_is_good
from portal.db import session

View = Callable[..., ResponseReturnValue]
AUTOSAVE = "X-Autosave"  # the header of what a script saves while somebody types
ASKS_TERMS = "asks_terms"  # in the cookie of who has not agreed to the terms yet
BEFORE_TERMS = ("/terms", "/settings")  # there one chooses the language that they are read in


def come_in(view: View) -> ResponseReturnValue | None:
    """Let the person in and begin her deed, or return the answer that she gets instead."""
    someone = visitor()
    if someone and someone.visit.seen_on != today():
        db.after_page(note_visit, visit_id=someone.visit.id)
    if getattr(view, "for_scripts", False):
        return _check_script(someone)
    if request.method in db.READS:
        return _to_terms() if someone else _to_sign_in()
    if foreign() or _is_mangled():
        abort(400)
    secret = settings().secret_key
    key = once.read_key(secret, request.form.get("key", ""))
    trusted = "portal.replayed" in request.environ or token_is_good(secret)
    if someone and trusted and key and key.person_id == someone.person.id:
        return _begin_deed(view, key)
    if AUTOSAVE in request.headers:  # the words are still on the page, to be sent by hand
        return abort(401)
    if key and not getattr(view, "never_held", False) and held.may_be_held(request):
        return _hold(key.person_id, trusted=trusted, signed_in=someone)
    return abort(400) if someone else _to_sign_in()


def _check_script(someone: Visitor | None) -> ResponseReturnValue | None:
    """Let a script go on; what it changes comes from our pages, or from a client of tus.

    A page of another site can not send such a header: browsers ask us first, and we never agree.
    """
    if someone is None:
        abort(401)
    if request.method in db.READS:
        return None
    secret, of_page = settings().secret_key, request.headers.get("X-Key")
    key = once.read_key(secret, of_page) if of_page else None
    asked = request.headers
    trusted = token_is_good(secret) if "X-Token" in asked else "Tus-Resumable" in asked
    if foreign() or not trusted or (key and key.person_id != someone.person.id):
        abort(400)
    g.checks = [_visit_still_runs]
    return None


def _to_terms() -> ResponseReturnValue | None:
    """Lead to the terms who has to agree first; the cookie knows, so no page asks the database."""
    if ASKS_TERMS not in cookie or request.path in BEFORE_TERMS:
        return None
    here = request.full_path.rstrip("?")
    return redirect(url_for("accounts.terms_page", next=here), 303)


def _is_mangled() -> bool:
    # A part without a name is sent by no browser.
    return any(not name for name in (*request.form, *request.files))


def _begin_deed(view: View, key: once.Key) -> ResponseReturnValue | None:
    deed = once.Deed(
        str(key.person_id), key.random, held.digest_of_request(settings().secret_key, request)
    )

    def begin(meet: Callable[[Session, once.Deed], None]) -> None:
        meet(session, deed)
        if deed.repeated and "stamp" not in request.form:
            raise Repeated(deed.location)

    if getattr(view, "reads_first", False):
        g.deed, g.checks = deed, [_visit_still_runs, lambda: begin(once.begin_deed)]
        begin(once.look_up_deed)
    else:
        begin(once.begin_deed)
    return None


def refuse(status: int) -> NoReturn:
    """Refuse with that status; a repeat of a deed is led to where the first one led."""
    # A repeat is refused because the first was done, perhaps this very moment: it is led on.
    begun = once.current_deed()
    deed = begun or g.get("deed")
    if deed and not begun:
        once.look_up_deed(session, deed)
    if deed and deed.repeated:
        raise Repeated(deed.location)
    abort(status)


class HeldForAnother(Exception):
    """The page was opened by another person; what was in it is kept for that person."""


class NotKept(Exception):
    """The visit had ended, and too much is kept for this person already."""


class Repeated(Exception):
    """The deed was done before; `location` is the page it led to."""

    def __init__(self, location: str) -> None:
        """Remember where the first one led."""
        super().__init__(location)
        self.location = location


def _visit_still_runs() -> None:
    someone = visitor()
    again = find_visitor(someone.secret) if someone else None
    if again is None:
        abort(401)


def _hold(person_id: UUID, *, trusted: bool, signed_in: Visitor | None) -> ResponseReturnValue:
    session.commit()  # a file may be slow to store: never inside a write
    with db.database().session() as own:
        secret = held.hold(
            own,
            current_app.extensions["portal.storage"],
            request,
            person_id=person_id,
            trusted=trusted and signed_in is None,
        )
    if not secret:
        raise NotKept
    if signed_in and signed_in.person.id == person_id:
        return redirect(url_for("accounts.held_posts"), 303)
    if signed_in:
        raise HeldForAnother
    held.remember(secret)
    return _to_sign_in(kept=True)


def _to_sign_in(*, kept: bool = False) -> ResponseReturnValue:
    here = request.full_path.rstrip("?") if request.method in db.READS else _page_of(request.path)
    address = url_for("accounts.sign_in_page", next=here, kept="1" if kept else None)
    if request.headers.get("HX-Request") == "true":
        return "", 401, {"HX-Redirect": address}
    return redirect(address, 303)


def _page_of(path: str) -> str:
    # A held post waits at its own page; without one, the next page is where it was typed.
    adapter = current_app.create_url_adapter(request)
    return path if adapter and adapter.test(path, method="GET") else "/"
