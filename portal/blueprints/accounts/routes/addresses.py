"""One's own e-mail and phone number: a new one counts when its code came back."""

from uuid import UUID

from flask import Response, abort, redirect, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import settings, signed_in
from portal.blueprints.accounts import addresses, guessing
from portal.blueprints.accounts.addresses import Way
from portal.blueprints.accounts.forms import EmailForm, PhoneForm, ProofForm
from portal.blueprints.accounts.phones import clean_phone
from portal.blueprints.accounts.routes.blueprint import bp
from portal.db import session
from portal.models import Person
from portal.pages import page
from portal.words import gettext as _


@bp.get("/settings/addresses")
@signed_in
def my_addresses(person: Person) -> ResponseReturnValue:
    """Show e-mail and phone number."""
    return _page(person, EmailForm(email=""), PhoneForm(phone=""))


@bp.post("/settings/addresses/email")
@signed_in
def change_email(person: Person) -> ResponseReturnValue:
    """Send a code to the new e-mail."""
    form = EmailForm(request.form)
    if not form.validate():
        return _page(person, form, PhoneForm(phone=""), status=422)
    return _send_proof(person, Way.EMAIL, form.email.data or "")


@bp.post("/settings/addresses/phone")
@signed_in
def change_phone(person: Person) -> ResponseReturnValue:
    """Send a code to the new phone number."""
    form = PhoneForm(request.form)
    if not form.validate():
        return _page(person, EmailForm(email=""), form, status=422)
    return _send_proof(person, Way.PHONE, clean_phone(form.phone.data) or "")


@bp.post("/settings/addresses/phone/removal")
@signed_in
def drop_phone(person: Person) -> ResponseReturnValue:
    """Forget the phone number, while there is another way in."""
    if person.phone and addresses.may_lose_phone(session, person):
        addresses.drop_phone(session, person)
    return redirect("/settings/addresses?saved=1", 303)


@bp.get("/settings/addresses/proof")
@signed_in
def proof_page(person: Person) -> ResponseReturnValue:
    """Ask for the code that went to the new address."""
    if "proving" not in cookie:
        return redirect("/settings/addresses", 303)
    return _proof_page(ProofForm())


@bp.post("/settings/addresses/proof")
@signed_in
def prove(person: Person) -> ResponseReturnValue:
    """Keep the new address, or count a wrong code."""
    form, proving = ProofForm(request.form), cookie.get("proving")
    if not proving or proving["person"] != str(person.id):
        return redirect("/settings/addresses", 303)
    if not form.validate():
        return _proof_page(form, status=422)
    who = _guesser(person)
    good = addresses.take_address(
        session,
        settings(),
        person,
        way=Way(proving["way"]),
        address=proving["address"],
        code_id=UUID(proving["code"]),
        typed=form.code.data or "",
    )
    if good:
        del cookie["proving"]
        return redirect("/settings/addresses?saved=1", 303)
    guessing.count_failure(session, who)
    db.keep()
    form.code.errors = [
        _("This code is not right, or its time is over. Try again, or ask for a new one.")
    ]
    return _proof_page(form, status=422)


def _send_proof(person: Person, way: Way, address: str) -> ResponseReturnValue:
    guessing.count_failure(session, _guesser(person))
    code_id = addresses.ask_for_proof(session, settings(), person, way=way, address=address)
    cookie["proving"] = {
        "way": way,
        "address": address,
        "code": str(code_id),
        "person": str(person.id),
    }
    return redirect("/settings/addresses/proof", 303)


def _guesser(person: Person) -> guessing.Guesser:
    who = guessing.guesser(
        settings().secret_key, name=f"proof {person.id}", address=f"proof {person.id}"
    )
    if guessing.too_many(session, who):
        abort(429)
    return who


def _page(person: Person, email: EmailForm, phone: PhoneForm, status: int = 200) -> Response:
    can_drop = person.phone and addresses.may_lose_phone(session, person)
    return page(
        "accounts/addresses.html",
        status=status,
        person=person,
        email_form=email,
        phone_form=phone,
        can_drop_phone=bool(can_drop),
        saved="saved" in request.args,
    )


def _proof_page(form: ProofForm, status: int = 200) -> Response:
    proving = cookie["proving"]
    return page("accounts/proof.html", form=form, address=proving["address"], status=status)
