"""The door: what the browser keeps after signing in, and where it leads."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

from flask import Response as Answer
from flask import after_this_request, redirect, request, url_for
from flask import session as cookie
from flask_login import login_user, logout_user
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select
from werkzeug import Response

from portal import tokens
from portal.access import ASKS_TERMS, Visitor, settings, visitor
from portal.blueprints.accounts import actions, second_factors
from portal.blueprints.accounts.replaying import do_held_post
from portal.blueprints.accounts.terms import terms_of
from portal.clock import now
from portal.db import session
from portal.held import held_posts_of, remembered
from portal.models import Person, Visit

OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x1f\\]*")
PATIENCE = timedelta(minutes=5)  # for the second factor
FRESH = timedelta(minutes=10)  # after coming in by a code, a new password needs no old one
KEPT = ("held", "csrf_token")


def own_path(path: str | None) -> str:
    """Return the path if it is one of ours, else the first page."""
    return path if path and OWN_PATH.fullmatch(path) else "/"


@dataclass(frozen=True, slots=True)
class Arrival:
    """How somebody comes in: on whose phone, under which name, and where it leads."""

    own_phone: bool = False
    name: str = ""  # as typed; this browser is known by it afterwards
    after: str = "/"
    by_code: bool = False


def let_in(person: Person, arrival: Arrival, *, proven: bool = False) -> Response:
    """Sign the person in and do what was held; or ask for the second factor first."""
    if not sign_in(person, arrival, proven=proven):
        return redirect("/second-factor", 303)
    waiting = remembered(session, person.id)
    trusted = waiting if waiting and waiting.trusted else None
    answer = do_held_post(trusted) if trusted else redirect(arrival.after, 303)
    if answer.status_code < 400:
        answer = _past_what_waits(person, answer)
    if arrival.name:
        know_browser(answer, arrival.name)
    return answer


def _past_what_waits(person: Person, answer: Response) -> Response:
    """Lead her past what else is kept for her: nobody looks for it otherwise."""
    after = own_path(answer.location)
    if after.startswith("/held/") or not held_posts_of(session, person.id):
        return answer
    return redirect(url_for("accounts.held_posts", next=after), 303)


def sign_in(person: Person, arrival: Arrival, *, proven: bool = False) -> bool:
    """Start a visit and let this browser hold its secret: the one door of every way in.

    False means that the person has a second factor and is not in before she gave it.
    """
    if not proven and second_factors.factor_of(session, person.id):
        until = int((now() + PATIENCE).timestamp())
        cookie["pending"] = asdict(arrival) | {"person": str(person.id), "until": until}
        return False
    before = visitor()
    if before:
        actions.end_visit(session, before.visit)
    device = request.headers.get("User-Agent", "")
    secret = actions.start_visit(session, person, own_phone=arrival.own_phone, device=device)
    # The token stays, so that a second tap on the same page is no old page.
    kept = {name: cookie[name] for name in KEPT if name in cookie}
    cookie.clear()
    cookie.update(kept)
    if terms_of(session, person.id) is None:
        cookie[ASKS_TERMS] = True
    if arrival.by_code:
        cookie["fresh"] = int((now() + FRESH).timestamp())
    visit = session.scalars(select(Visit).where(Visit.secret_hash == tokens.hash_of(secret))).one()
    login_user(Visitor(visit, secret))
    cookie.permanent = arrival.own_phone
    after_this_request(_say_who_is_here(visit))
    return True


def _say_who_is_here(visit: Visit) -> Callable[[Answer], Answer]:
    """Let a script see that the page which it is on still belongs to who sits here."""

    def say(response: Answer) -> Answer:
        secure, most = settings().secure, 365 * 86400 if visit.own_phone else None
        value = visit.id.hex[-12:]
        response.set_cookie("here", value, max_age=most, secure=secure, samesite="Lax")
        return response

    return say


def pending() -> tuple[Person, Arrival] | None:
    """Return who has to give the second factor here, and how she came in; for five minutes."""
    held = dict(cookie.get("pending") or {})
    until = held.pop("until", 0)
    if until < now().timestamp():
        return None
    person = session.get(Person, UUID(held.pop("person")))
    return (person, Arrival(**held)) if person else None


def came_by_code() -> bool:
    """Tell whether this visit began by a code, a few minutes ago."""
    return int(cookie.get("fresh", 0)) > now().timestamp()


def sign_out() -> None:
    """Forget everything that this browser holds."""
    logout_user()
    cookie.clear()


def known_browser(name: str) -> str:
    """Return the mark of a browser that was signed in as `name` before, or nothing."""
    try:
        marks = _marks().loads(request.cookies.get("known", ""))
    except BadSignature:
        return ""
    return str(marks.get(_short(name), "")) if isinstance(marks, dict) else ""


def know_browser(response: Response, name: str) -> None:
    """Mark this browser as one that was signed in as `name`: it counts its tries by itself."""
    try:
        marks = dict(_marks().loads(request.cookies.get("known", "")))
    except (BadSignature, ValueError, TypeError):
        marks = {}
    marks[_short(name)] = marks.get(_short(name)) or tokens.new_secret()
    response.set_cookie(
        "known",
        str(_marks().dumps(dict(list(marks.items())[-5:]))),
        max_age=31_536_000,
        httponly=True,
        samesite="Lax",
        secure=settings().secure,
    )


def _marks() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="known browser")


def _short(name: str) -> str:
    return tokens.keyed_hash(settings().secret_key, "known", name.casefold())[:12]
