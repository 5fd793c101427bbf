"""One's own settings: name, language, zone and password."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import reads_first, settings, signed_in, signed_in_person, visitor
from portal.blueprints.accounts import actions, guessing, passwords
from portal.blueprints.accounts.forms import PasswordForm, SettingsForm
from portal.blueprints.accounts.routes.blueprint import bp
from portal.blueprints.accounts.signing_in import came_by_code
from portal.db import session
from portal.models import Person
from portal.pages import page
from portal.policy.accounts import may_use_second_factor
from portal.words import gettext as _


@bp.get("/settings")
@signed_in
def settings_page(person: Person) -> ResponseReturnValue:
    """Show what the portal knows of the person."""
    return _settings_page(SettingsForm(obj=person), password_form(person))


@bp.post("/settings")
@signed_in
def change_settings(person: Person) -> ResponseReturnValue:
    """Change it, or say what has to be put right."""
    form = SettingsForm(request.form).offer(person.zone)
    if not form.validate():
        return _settings_page(form, password_form(person, empty=True), status=422)
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
    form = password_form(person)
    if not form.validate():
        return _settings_page(SettingsForm(obj=person), form, status=422)
    who = guessing.guesser(settings().secret_key, name=str(person.id), address=f"own {person.id}")
    if guessing.too_many(session, who):
        abort(429)
    fits = "password" not in form or passwords.password_fits(
        person.password_hash, form.password.data or ""
    )
    new_hash = passwords.hash_password(form.new_password.data or "") if fits else ""
    db.begin_writing()
    if guessing.too_many_meanwhile(session, who):
        abort(429)
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
    form: SettingsForm, passwords_form: PasswordForm, status: int = 200
) -> ResponseReturnValue:
    person = signed_in_person()
    return page(
        "accounts/settings.html",
        status=status,
        form=form.offer(person.zone),
        password_form=passwords_form,
        may_use_second_factor=may_use_second_factor(person),
        saved=request.args.get("saved"),
    )


def password_form(person: Person, *, empty: bool = False) -> PasswordForm:
    """Ask for the old password, unless there is none or she just came in by a code."""
    form = PasswordForm(request.form if request.method == "POST" and not empty else None)
    if person.password_hash is None or came_by_code():
        del form.password
    return form
