"""Signing in and out, one's settings, and what was held."""

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import (
    guarded,
    open_post,
    public,
    reads_first,
    settings,
    signed_in,
    signed_in_person,
    visitor,
)
from portal.blueprints.accounts import actions, guessing, passwords, queries
from portal.blueprints.accounts.forms import PasswordForm, SettingsForm, SignInForm
from portal.blueprints.accounts.replaying import do_held_post, drop_held_post
from portal.blueprints.accounts.signing_in import (
    know_browser,
    known_browser,
    own_path,
    sign_in,
    sign_out,
)
from portal.db import session
from portal.held import held_posts_of, remembered
from portal.models import HeldPost, Membership, Person
from portal.pages import page
from portal.words import gettext as _

bp = Blueprint("accounts", __name__)


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
    if person is None or not fits:
        guessing.count_failure(session, who)
        db.keep()
        form.password.errors = [_("E-mail or password is not right. Try again.")]
        return _sign_in_page(form, after=after, status=422)
    sign_in(person, own_phone=form.mine.data)
    waiting = remembered(session, person.id)
    answer = do_held_post(waiting) if waiting and waiting.trusted else redirect(after, 303)
    know_browser(answer, name)
    return answer


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
    return answer


@bp.get("/settings")
@signed_in
def settings_page(person: Person) -> ResponseReturnValue:
    """Show what the portal knows of the person."""
    return _settings_page(SettingsForm(obj=person), PasswordForm())


@bp.post("/settings")
@signed_in
def change_settings(person: Person) -> ResponseReturnValue:
    """Change it, or say what has to be put right."""
    form = SettingsForm(request.form).offer(person.zone)
    if not form.validate():
        return _settings_page(form, PasswordForm(), status=422)
    actions.change_settings(
        session,
        person,
        name=form.name.data or "",
        language=form.language.data,
        zone=form.zone.data,
        text_only=form.text_only.data,
        stamp=form.stamp.data,
    )
    return redirect(url_for(".settings_page", saved=1), 303)


@bp.post("/settings/password")
@signed_in
@reads_first
def change_password(person: Person) -> ResponseReturnValue:
    """Keep a new password and end the other visits."""
    form = PasswordForm(request.form)
    if not form.validate():
        return _settings_page(SettingsForm(obj=person), form, status=422)
    who = guessing.guesser(settings().secret_key, name=str(person.id), address="own settings")
    if guessing.too_many(session, who):
        abort(429)
    fits = passwords.password_fits(person.password_hash, form.password.data or "")
    new_hash = passwords.hash_password(form.new_password.data or "") if fits else ""
    db.begin_writing()
    if not fits:
        guessing.count_failure(session, who)
        db.keep()
        form.password.errors = [_("Your password of now is not right. Try again.")]
        return _settings_page(SettingsForm(obj=person), form, status=422)
    someone = visitor()
    staying = someone.visit.id if someone else person.id
    actions.set_password(session, signed_in_person(), password_hash=new_hash, staying=staying)
    return redirect(url_for(".settings_page", saved=1), 303)


def _settings_page(
    form: SettingsForm, password_form: PasswordForm, status: int = 200
) -> ResponseReturnValue:
    person = signed_in_person()
    return page(
        "accounts/settings.html",
        status=status,
        form=form.offer(person.zone),
        password_form=password_form,
        saved=request.args.get("saved"),
    )


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


@bp.get("/held/")
@signed_in
def held_posts(person: Person) -> ResponseReturnValue:
    """Show what was typed when a visit had ended: keep it or throw it away."""
    return page("accounts/held.html", posts=held_posts_of(session, person.id))


@bp.post("/held/<post_id>")
@guarded(queries.find_held_post)
def keep_held(post: HeldPost) -> ResponseReturnValue:
    """Do what was held, now."""
    return do_held_post(post)


@bp.post("/held/<post_id>/throwing-away")
@guarded(queries.find_held_post)
def throw_held_away(post: HeldPost) -> ResponseReturnValue:
    """Throw away what was held."""
    drop_held_post(post.secret_hash)
    return redirect(url_for(".held_posts"), 303)
