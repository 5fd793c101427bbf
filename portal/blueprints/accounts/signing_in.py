"""The door: what the browser keeps after signing in, and where it leads."""

import re

from flask import request
from flask import session as cookie
from flask_login import login_user, logout_user
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select
from werkzeug import Response

from portal import tokens
from portal.access import Visitor, settings
from portal.blueprints.accounts import actions
from portal.db import session
from portal.models import Person, Visit

OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x1f\\]*")


def own_path(path: str | None) -> str:
    """Return the path if it is one of ours, else the first page."""
    return path if path and OWN_PATH.fullmatch(path) else "/"


def sign_in(person: Person, *, own_phone: bool) -> None:
    """Start a visit and let this browser hold its secret."""
    device = request.headers.get("User-Agent", "")
    secret = actions.start_visit(session, person, own_phone=own_phone, device=device)
    # The token stays, so that a second tap on the same page is no old page.
    kept = {name: cookie[name] for name in ("held", "csrf_token") if name in cookie}
    cookie.clear()
    cookie.update(kept)
    visit = session.scalars(select(Visit).where(Visit.secret_hash == tokens.hash_of(secret))).one()
    login_user(Visitor(visit, secret))
    cookie.permanent = own_phone


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
