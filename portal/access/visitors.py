"""Who sits at this device: the visit in the cookie, its person, and what she is here as."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

import flask_login
from flask import Flask, abort, current_app, g
from sqlalchemy import Table, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, joinedload

from portal import db, log, once, tokens
from portal.clock import today
from portal.config import Settings
from portal.db import session
from portal.models import Membership, Person, Role, Visit
from portal.visits import has_ended


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
    manager = flask_login.LoginManager(app, add_context_processor=False)
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
    user = g.get("_login_user")  # asked for often: the proxy of Flask-Login is slow
    if user is None:
        user = flask_login.current_user._get_current_object()
    return user if isinstance(user, Visitor) else None


def known_visitor() -> Visitor | None:
    """Return who sits here if this request had to know it; the database is not asked."""
    return visitor() if "_login_user" in g else None


def look_again() -> None:
    """Start over, and find the visitor anew."""
    db.start_over()
    g.pop("_login_user", None)
    know_somebody()


def know_somebody() -> None:
    """Find out who sits here; while the database is away, nobody does."""
    try:
        visitor()
    except SQLAlchemyError:
        g._login_user = flask_login.AnonymousUserMixin()


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


def note_visit(session: Session, visit_id: UUID) -> None:
    """Note the day on which the visit and its person were last here.

    No form holds that day, so the person's stamp stays: a page that is open saves as before.
    """
    visit, people = session.get(Visit, visit_id), cast(Table, Person.__table__)
    if visit:
        visit.seen_on = today()
        here = people.c.id == visit.person_id
        session.execute(update(people).where(here).values(seen_on=visit.seen_on))


def note_opening(
    what: log.Opened, subject_id: UUID, *, of: UUID, programme_id: UUID | None = None
) -> None:
    """Note, when the page is out, that she opens what is another's; her own things are not noted.

    `of` is whose it is: that person reads it under "Who can see what".
    """
    person = signed_in_person()
    if person.id != of:
        db.after_page(
            log.note_opened,
            person_id=person.id,
            about_id=of,
            what=what,
            subject_id=subject_id,
            programme_id=programme_id,
        )


def page_key() -> str:
    """Return the one key of this page, signed and naming the visit."""
    someone = visitor()
    if someone is None:
        return ""
    if "page_key" not in g:
        g.page_key = once.make_key(settings().secret_key, someone.visit.id, someone.person.id)
    return cast(str, g.page_key)
