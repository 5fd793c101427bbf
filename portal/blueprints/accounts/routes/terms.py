"""Agreeing to the terms, before anything else at the first sign-in."""

from flask import redirect, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from portal.access import ASKS_TERMS, signed_in
from portal.blueprints.accounts.routes.blueprint import bp
from portal.blueprints.accounts.signing_in import own_path
from portal.blueprints.accounts.terms import agree_to_terms, sentences_of_terms, terms_of
from portal.db import session
from portal.models import Person
from portal.pages import page


@bp.get("/terms")
@signed_in
def terms_page(person: Person) -> ResponseReturnValue:
    """Show the terms with a button to agree; who agreed already is led on."""
    after = own_path(request.args.get("next"))
    if terms_of(session, person.id):
        cookie.pop(ASKS_TERMS, None)
        return redirect(after, 303)
    return page("accounts/terms.html", sentences=sentences_of_terms(), after=after)


@bp.post("/terms")
@signed_in
def agree(person: Person) -> ResponseReturnValue:
    """Keep that she agrees, and go on to where she wanted to be."""
    agree_to_terms(session, person.id)
    cookie.pop(ASKS_TERMS, None)
    return redirect(own_path(request.form.get("next")), 303)
