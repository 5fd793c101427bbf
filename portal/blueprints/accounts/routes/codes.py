"""Coming in by a one-time code, sent by mail or as a text message."""

from uuid import UUID

from flask import Response, abort, redirect, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import public, settings
from portal.blueprints.accounts import codes, guessing
from portal.blueprints.accounts.forms import AskForm, CodeForm
from portal.blueprints.accounts.routes.blueprint import bp
from portal.blueprints.accounts.signing_in import Arrival, known_browser, let_in, own_path
from portal.db import session
from portal.ids import new_id
from portal.pages import page
from portal.words import gettext as _


@bp.get("/codes/")
@public
def code_page() -> ResponseReturnValue:
    """Ask where a code shall go."""
    return _ask_page(AskForm())


@bp.post("/codes/")
@public
def ask_for_code() -> ResponseReturnValue:
    """Send a code; the answer is the same whether somebody is known by that name or not."""
    form = AskForm(request.form)
    if not form.validate():
        return _ask_page(form, status=422)
    name, code_id = form.name.data or "", new_id()
    guessing.count_failure(session, _guesser(f"asks {name}"))
    known = bool(known_browser(name))
    db.after_page(codes.ask_for_code, code_id=code_id, name=name, known=known)
    after = own_path(request.form.get("next"))
    cookie["asked"] = {"code": str(code_id), "name": name[:200], "after": after}
    return redirect("/codes/entry", 303)


@bp.get("/codes/entry")
@public
def enter_code_page() -> ResponseReturnValue:
    """Ask for the code that was sent."""
    return _entry_page(CodeForm()) if "asked" in cookie else redirect("/codes/", 303)


@bp.post("/codes/entry")
@public
def enter_code() -> ResponseReturnValue:
    """Sign in by the code, or count a wrong one."""
    asked, form = cookie.get("asked"), CodeForm(request.form)
    if not asked:
        return redirect("/codes/", 303)
    if not form.validate():
        return _entry_page(form, status=422)
    who = _guesser(asked["name"])
    person = codes.use_code(
        session, settings().secret_key, UUID(asked["code"]), form.code.data or ""
    )
    if person is None:
        guessing.count_failure(session, who)
        db.keep()
        form.code.errors = [
            _("This code is not right, or its time is over. Try again, or ask for a new one.")
        ]
        return _entry_page(form, status=422)
    del cookie["asked"]
    arrival = Arrival(
        own_phone=form.mine.data, name=asked["name"], after=asked["after"], by_code=True
    )
    return let_in(person, arrival)


def _guesser(name: str) -> guessing.Guesser:
    who = guessing.guesser(
        settings().secret_key,
        name=f"code {name}",
        address=request.remote_addr or "unknown",
        known=known_browser(name),
    )
    if guessing.too_many(session, who):
        abort(429)
    return who


def _ask_page(form: AskForm, status: int = 200) -> Response:
    after = own_path(request.values.get("next"))
    forgot = "forgot" in request.args
    return page("accounts/code_asking.html", form=form, after=after, forgot=forgot, status=status)


def _entry_page(form: CodeForm, status: int = 200) -> Response:
    return page("accounts/code_entry.html", form=form, name=cookie["asked"]["name"], status=status)
