"""Who may use a view: visit, token, key, policy – in this order, for every view.

Each view has exactly one of `@public`, `@signed_in` (what is about oneself) or `@guarded`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast
from uuid import UUID

import flask_login
from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal import db, held, once, tokens
from portal.clock import today
from portal.config import Settings
from portal.csrf import foreign, token_is_good
from portal.db import session
from portal.models import Membership, Person, Role, Visit
from portal.visits import has_ended

View = Callable[..., ResponseReturnValue]
Find = Callable[..., Any]
May = Callable[..., bool]


@dataclass
class Visitor(flask_login.UserMixin):  # type: ignore[misc]
    """Who sits at this device: the visit, the person and the memberships that still run."""

    visit: Visit
    secret: str

    def get_id(self) -> str:
        """Return what the cookie holds: the visit's secret, never the person's id."""
        return self.secret

    @property
    def person(self) -> Person:
        """Return the person who signed in."""
        return self.visit.person

    @property
    def memberships(self) -> list[Membership]:
        """Return the memberships that have not ended."""
        return [member for member in self.person.memberships if member.ended_on is None]

    @property
    def membership(self) -> Membership | None:
        """Return the membership she is here as: the chosen one, else the first."""
        running = self.memberships
        chosen = [member for member in running if member.id == self.visit.membership_id]
        return next(iter(chosen or running), None)


def install(app: Flask) -> None:
    """Let Flask-Login find the visit by the secret in the cookie."""
    manager = flask_login.LoginManager(app)
    manager.session_protection = None  # phones change their address
    manager.user_loader(find_visitor)


def settings() -> Settings:
    """Return the settings of this portal."""
    return cast(Settings, current_app.extensions["portal.settings"])


def find_visitor(secret: str) -> Visitor | None:
    """Return the visitor with that secret, unless the visit has ended."""
    query = (
        select(Visit)
        .where(Visit.secret_hash == tokens.hash_of(secret))
        .options(
            joinedload(Visit.person).options(
                joinedload(Person.memberships).options(
                    joinedload(Membership.programme), joinedload(Membership.cohort)
                )
            )
        )
    )
    visit = session.scalars(query).unique().one_or_none()
    return None if visit is None or has_ended(visit) else Visitor(visit, secret)


def visitor() -> Visitor | None:
    """Return who sits at this device, or None."""
    user = flask_login.current_user
    return user if isinstance(user, Visitor) and user.is_authenticated else None


def signed_in_person() -> Person:
    """Return the person; only for views that are not public."""
    someone = visitor()
    if someone is None:
        abort(401)
    return someone.person


def membership_here(*roles: Role) -> Membership:
    """Return the membership she is here as; 403 when it is none of these roles."""
    someone = visitor()
    here = someone.membership if someone else None
    if here is None or (roles and here.role not in roles):
        abort(403)
    return here


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
        refusal = _at_the_door(view)
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
            refusal = _at_the_door(view)
            if refusal:
                return refusal

            def check() -> Any:
                person = signed_in_person()
                thing = find(session, person, **values)
                if thing is None:
                    abort(404)
                if may and not may(person, thing):
                    abort(403)
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


def _marked(wrapped: View, access: str, view: View) -> View:
    wrapped.access = access  # type: ignore[attr-defined]
    wrapped.reads_first = getattr(view, "reads_first", False)  # type: ignore[attr-defined]
    return wrapped


def _at_the_door(view: View) -> ResponseReturnValue | None:
    someone = visitor()
    if someone and someone.visit.seen_on != today():
        db.after_page(note_visit, visit_id=someone.visit.id)
    if request.method in db.READS:
        return None if someone else _to_sign_in()
    if foreign():
        abort(400)
    secret = settings().secret_key
    key = once.read_key(secret, request.form.get("key", ""))
    trusted = "portal.replayed" in request.environ or token_is_good(secret)
    if someone and trusted and key and key.person_id == someone.person.id:
        return _begin_deed(view, key)
    if key and not getattr(view, "never_held", False) and held.may_be_held(request):
        return _hold(key.person_id, trusted=trusted, signed_in=someone)
    return abort(400) if someone else _to_sign_in()


def _begin_deed(view: View, key: once.Key) -> ResponseReturnValue | None:
    deed = once.Deed(
        str(key.person_id), key.random, held.digest_of_request(settings().secret_key, request)
    )

    def begin() -> None:
        once.begin_deed(session, deed)
        if deed.repeated and "stamp" not in request.form:
            raise Repeated(deed.location)

    if getattr(view, "reads_first", False):
        g.checks = [_visit_still_runs, begin]
        return None
    begin()
    return None


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
    session.rollback()  # a file may be slow to store: never inside a write
    with db.database().session() as own:
        secret = held.hold(
            own,
            current_app.extensions["portal.storage"],
            request,
            person_id=person_id,
            trusted=trusted and signed_in is None,
        )
    if signed_in and signed_in.person.id == person_id:
        return redirect(url_for("accounts.held_posts"), 303)
    if signed_in:
        abort(409, "another person")
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


def note_visit(session: Session, visit_id: UUID) -> None:
    """Note the day on which the visit and its person were last here."""
    visit = session.get(Visit, visit_id, options=[joinedload(Visit.person)])
    if visit:
        visit.seen_on = visit.person.seen_on = today()


def page_key() -> str:
    """Return the one key of this page, signed and naming the visit."""
    someone = visitor()
    if someone is None:
        return ""
    if "page_key" not in g:
        g.page_key = once.make_key(settings().secret_key, someone.visit.id, someone.person.id)
    return cast(str, g.page_key)
