"""One's own second factor: turning it on and off, and codes on paper."""

from flask import Response, abort, redirect, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.access import settings, signed_in
from portal.blueprints.accounts import second_factors
from portal.blueprints.accounts.forms import CodeForm, SecondFactorForm
from portal.blueprints.accounts.letters import grouped
from portal.blueprints.accounts.routes.blueprint import bp
from portal.blueprints.accounts.routes.second_factor import second_factor_is_right
from portal.db import session
from portal.models import Person
from portal.pages import page
from portal.policy.accounts import may_use_second_factor
from portal.qr import qr_code
from portal.words import gettext as _

HERE = "/settings/second-factor"


@bp.get("/settings/second-factor")
@signed_in
def my_second_factor(person: Person) -> ResponseReturnValue:
    """Show whether it is on; new codes on paper are shown this once."""
    paper = cookie.pop("paper", [])
    answer = _page(person, CodeForm(), SecondFactorForm(), paper=[grouped(one) for one in paper])
    answer.headers["Cache-Control"] = "no-store, no-cache"
    return answer


@bp.post("/settings/second-factor")
@signed_in
def begin_second_factor(person: Person) -> ResponseReturnValue:
    """Make the key that the app will hold."""
    if not may_use_second_factor(person):
        abort(403)
    if second_factors.factor_of(session, person.id) is None:
        second_factors.begin(session, person)
    return redirect(HERE, 303)


@bp.post("/settings/second-factor/confirmation")
@signed_in
def confirm_second_factor(person: Person) -> ResponseReturnValue:
    """Turn it on when the app shows the right digits, and make the codes on paper."""
    form, factor = CodeForm(request.form), second_factors.begun_factor(session, person.id)
    if factor is None:
        return redirect(HERE, 303)
    typed = form.code.data or ""
    if not form.validate():
        return _page(person, form, SecondFactorForm(), status=422)
    if not second_factors.confirm(session, settings().secret_key, factor, typed):
        form.code.errors = [_("These are not the digits of now. Wait for the next ones.")]
        return _page(person, form, SecondFactorForm(), status=422)
    return _show_paper(person)


@bp.post("/settings/second-factor/changes")
@signed_in
def change_second_factor(person: Person) -> ResponseReturnValue:
    """Make ten new codes on paper, or turn the second factor off: each with a code."""
    form = SecondFactorForm(request.form)
    if not form.validate() or not second_factor_is_right(person, form):
        return _page(person, CodeForm(), form, status=422)
    if request.form.get("deed") != "off":
        return _show_paper(person)
    factor = second_factors.factor_of(session, person.id)
    if factor:
        second_factors.turn_off(session, factor)
    return redirect(HERE, 303)


def _show_paper(person: Person) -> ResponseReturnValue:
    cookie["paper"] = second_factors.new_paper_codes(session, settings().secret_key, person.id)
    return redirect(HERE, 303)


def _page(
    person: Person,
    form: CodeForm,
    code_form: SecondFactorForm,
    *,
    paper: list[str] | None = None,
    status: int = 200,
) -> Response:
    factor = second_factors.factor_of(session, person.id)
    begun = None if factor else second_factors.begun_factor(session, person.id)
    key, name = settings().secret_key, person.email or person.name
    return page(
        "accounts/my_second_factor.html",
        status=status,
        factor=factor,
        qr=qr_code(second_factors.app_address(key, begun, name=name)) if begun else Markup(),
        app_key=second_factors.app_key(key, begun) if begun else "",
        left=second_factors.paper_codes_left(session, person.id) if factor else 0,
        paper=paper or [],
        may_turn_on=may_use_second_factor(person),
        form=form,
        code_form=code_form,
    )
