"""Signing in by a password, and out; being here as one of several."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import (
    guarded,
    open_post,
    public,
    reads_first,
    settings,
    signed_in,
    visitor,
)
from portal.blueprints.accounts import actions, guessing, passwords, queries
from portal.blueprints.accounts.forms import SignInForm
from portal.blueprints.accounts.routes.blueprint import bp
from portal.blueprints.accounts.signing_in import (
    Arrival,
    known_browser,
    let_in,
    own_path,
    sign_out,
)
from portal.db import session
from portal.models import Membership, Person
from portal.pages import page
from portal.words import gettext as _


@bp.get("/sign-in")
@public
def sign_in_page() -> ResponseReturnValue:
    """Ask who it is; a person who is signed in already is led on."""
    if visitor():
        return redirect(own_path(request.args.get("next")), 303)
    return _sign_in_page(SignInForm(), after=own_path(request.args.get("next")))


@bp.post("/sign-in")
@public
@reads_first
def sign_in_now() -> ResponseReturnValue:
    """Sign in, count a wrong password, or say what is missing; then do what was held."""
    form, after = SignInForm(request.form), own_path(request.form.get("next"))
    if not form.validate():
        return _sign_in_page(form, after=after, status=422)
    name = form.email.data or ""
    who = guessing.guesser(
        settings().secret_key,
        name=name,
        address=request.remote_addr or "",
        known=known_browser(name),
    )
    if guessing.too_many(session, who):
        abort(429)
    person = queries.person_with_email(session, name)
    fits = passwords.password_fits(
        person.password_hash if person else None, form.password.data or ""
    )
    db.begin_writing()
    if guessing.too_many_meanwhile(session, who):
        abort(429)
    if person is None or not fits:
        guessing.count_failure(session, who)
        db.keep()
        form.password.errors = [_("E-mail or password is not right. Try again.")]
        return _sign_in_page(form, after=after, status=422)
    return let_in(person, Arrival(own_phone=form.mine.data, name=name, after=after))


def _sign_in_page(form: SignInForm, *, after: str, status: int = 200) -> ResponseReturnValue:
    kept = request.values.get("kept") == "1"
    return page("accounts/sign_in.html", status=status, form=form, after=after, kept=kept)


@bp.post("/sign-out")
@open_post
def leave() -> ResponseReturnValue:
    """End this visit on the server and clear what the phone kept."""
    someone = visitor()
    if someone:
        actions.end_visit(session, someone.visit)
    sign_out()
    answer = redirect(url_for("accounts.sign_in_page"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    answer.delete_cookie("known")
    answer.delete_cookie("here")
    return answer


@bp.get("/memberships")
@signed_in
def memberships(person: Person) -> ResponseReturnValue:
    """Show the programmes and roles that the person may be here as."""
    return page("accounts/memberships.html")


@bp.post("/memberships/<uuid:membership_id>/choice")
@guarded(queries.find_membership)
def choose_membership(membership: Membership) -> ResponseReturnValue:
    """Be here as this membership from now on."""
    someone = visitor()
    if someone:
        actions.choose_membership(session, someone.visit, membership)
    return redirect("/", 303)
