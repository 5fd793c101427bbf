"""The door: what somebody sees who opens a link, and coming in by it.

Nothing happens when a link is only opened: programs that make previews open links too.
"""

from typing import Any

from flask import Response, abort, make_response, redirect, request
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import (
    guarded,
    never_held,
    open_post,
    public,
    reads_first,
    settings,
    signed_in_person,
    visitor,
)
from portal.blueprints.accounts import guessing, passwords
from portal.blueprints.accounts.actions import choose_membership
from portal.blueprints.accounts.queries import person_with_email
from portal.blueprints.accounts.signing_in import Arrival, sign_in
from portal.blueprints.accounts.terms import sentences_of_terms
from portal.blueprints.programmes import actions
from portal.blueprints.programmes.forms import ComingInForm, NewPasswordForm
from portal.blueprints.programmes.queries import doors
from portal.blueprints.programmes.routes.blueprint import bp
from portal.db import session
from portal.models import DoorKey, Membership, Person, Programme
from portal.pages import page
from portal.words import gettext as _
from portal.words import language


@bp.get("/invitations/<secret>")
@public
def door_page(secret: str) -> ResponseReturnValue:
    """Say to what one is invited, and ask for a name and a password."""
    door = _find_door(secret)
    if not doors.is_open(door):
        return _ended_page(door)
    if door.person_id:
        return _draw("invitations/password.html", door, secret, form=NewPasswordForm())
    return _coming_in_page(door, secret, ComingInForm(name=door.name, email=door.email))


@bp.post("/invitations/<secret>")
@open_post
@reads_first
def come_in(secret: str) -> ResponseReturnValue:
    """Come in by the link, once; a second press leads to the same place."""
    door = _find_door(secret)
    if not doors.is_open(door):
        return _come_in_again(door)
    return _take_new_password(door, secret) if door.person_id else _make_account(door, secret)


@bp.post("/invitations/<secret>/joining")
@guarded(doors.find_invitation)
@never_held
def join(door: DoorKey) -> ResponseReturnValue:
    """Join with the account that one is signed in with.

    It is never held: the address would lie readable in the database.
    """
    person, someone = signed_in_person(), visitor()
    secret = (request.view_args or {})["secret"]
    try:
        member = actions.accept_invitation(session, secret, person)
    except actions.LinkHasEnded:
        return _ended_page(door)
    if someone:
        choose_membership(session, someone.visit, member)
    return redirect("/", 303)


def _find_door(secret: str) -> DoorKey:
    who = guessing.guesser(
        settings().secret_key, name=secret, address=request.remote_addr or "unknown"
    )
    if guessing.too_many(session, who):
        abort(429)
    door = doors.door_with(session, secret)
    if door is None:
        db.after_page(guessing.count_failure, who=who)
        abort(404)
    return door


def _make_account(door: DoorKey, secret: str) -> ResponseReturnValue:
    form = ComingInForm(request.form)
    if not form.validate():
        return _coming_in_page(door, secret, form, status=422)
    if person_with_email(session, form.email.data or ""):
        form.email.errors = [_("This e-mail has an account already. Sign in with it first.")]
        return _coming_in_page(door, secret, form, status=422)
    password_hash = passwords.hash_password(form.password.data or "")
    db.begin_writing()
    try:
        person, member = actions.come_in(
            session,
            secret,
            name=form.name.data or "",
            email=form.email.data or "",
            password_hash=password_hash,
            language=language(),
        )
    except actions.LinkHasEnded:
        return _refuse(secret)
    return _go_in(person, member, own_phone=form.mine.data)


def _take_new_password(door: DoorKey, secret: str) -> ResponseReturnValue:
    form = NewPasswordForm(request.form)
    if not form.validate():
        return _draw("invitations/password.html", door, secret, form=form, status=422)
    password_hash = passwords.hash_password(form.password.data or "")
    db.begin_writing()
    try:
        person = actions.take_new_password(session, secret, password_hash=password_hash)
    except actions.LinkHasEnded:
        return _refuse(secret)
    return _go_in(person, None, own_phone=form.mine.data)


def _come_in_again(door: DoorKey) -> ResponseReturnValue:
    """Answer a second press: whoever knows the password that was just chosen goes in."""
    someone = visitor()
    if someone and door.used_at and someone.person.id == door.person_id:
        return redirect("/", 303)
    form = NewPasswordForm(request.form)
    person = session.get(Person, door.person_id) if door.used_at and door.person_id else None
    who = guessing.guesser(
        settings().secret_key, name=str(door.id), address=request.remote_addr or "unknown"
    )
    if person is None or not form.validate() or guessing.too_many(session, who):
        return _ended_page(door)
    fits = passwords.password_fits(person.password_hash, form.password.data or "")
    db.begin_writing()
    if guessing.too_many_meanwhile(session, who):
        return _ended_page(door)
    if not fits:
        guessing.count_failure(session, who)
        db.keep()
        return _ended_page(door)
    return _go_in(person, None, own_phone=form.mine.data)


def _go_in(person: Person, member: Membership | None, *, own_phone: bool) -> ResponseReturnValue:
    if not sign_in(person, Arrival(own_phone=own_phone)):
        return redirect("/second-factor", 303)
    someone = visitor()
    if someone and member:
        choose_membership(session, someone.visit, member)
    return redirect("/", 303)


def _coming_in_page(
    door: DoorKey, secret: str, form: ComingInForm, status: int = 200
) -> ResponseReturnValue:
    known = bool(door.email and person_with_email(session, door.email))
    values: dict[str, Any] = {"form": form, "known": known, "terms": sentences_of_terms()}
    return _draw("invitations/invitation.html", door, secret, status=status, **values)


def _refuse(secret: str) -> Response:
    door = doors.door_with(session, secret)
    return _ended_page(door) if door else abort(404)


def _ended_page(door: DoorKey) -> Response:
    used = door.used_at is not None
    return _draw("invitations/ended.html", door, "", used=used, status=410)


def _draw(
    template: str, door: DoorKey, secret: str, *, status: int = 200, **values: Any
) -> Response:
    programme = session.get(Programme, door.programme_id)
    answer = make_response(
        page(template, status=status, door=door, programme=programme, secret=secret, **values)
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Cache-Control"] = "no-store, no-cache"
    return answer
