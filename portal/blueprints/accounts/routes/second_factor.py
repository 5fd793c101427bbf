"""Asking for the second factor, after the first was right."""

from flask import abort, redirect, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import public, settings
from portal.blueprints.accounts import guessing, second_factors
from portal.blueprints.accounts.forms import SecondFactorForm
from portal.blueprints.accounts.routes.blueprint import bp
from portal.blueprints.accounts.signing_in import let_in, pending
from portal.db import session
from portal.models import Person
from portal.pages import page
from portal.words import gettext as _


@bp.get("/second-factor")
@public
def second_factor_page() -> ResponseReturnValue:
    """Ask for the digits of the app, or for a code on paper."""
    if pending() is None:
        return redirect("/sign-in", 303)
    return _draw(SecondFactorForm())


@bp.post("/second-factor")
@public
def prove_second_factor() -> ResponseReturnValue:
    """Come in, or count a wrong code."""
    waiting, form = pending(), SecondFactorForm(request.form)
    if waiting is None:
        return redirect("/sign-in", 303)
    if not form.validate():
        return _draw(form, status=422)
    person, arrival = waiting
    if not second_factor_is_right(person, form):
        return _draw(form, status=422)
    cookie.pop("pending", None)
    return let_in(person, arrival, proven=True)


def second_factor_is_right(person: Person, form: SecondFactorForm) -> bool:
    """Tell whether the code is right and use it up; a wrong one is counted and said."""
    who = guessing.guesser(
        settings().secret_key, name=f"second {person.id}", address=f"second {person.id}"
    )
    if guessing.too_many(session, who):
        abort(429)
    factor = second_factors.factor_of(session, person.id, lock=True)
    typed = form.code.data or ""
    if factor and second_factors.code_fits(session, settings().secret_key, factor, typed):
        return True
    guessing.count_failure(session, who)
    db.keep()
    form.code.errors = [_("This code is not right, or was used already. Wait for the next one.")]
    return False


def _draw(form: SecondFactorForm, status: int = 200) -> ResponseReturnValue:
    return page("accounts/second_factor.html", form=form, status=status)
