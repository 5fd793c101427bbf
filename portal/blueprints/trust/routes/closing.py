"""Closing one's account, and keeping it after all."""

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import guarded, reads_first, settings, signed_in, signed_in_person
from portal.blueprints.accounts import guessing, passwords
from portal.blueprints.accounts.signing_in import came_by_code
from portal.blueprints.trust.closing import actions, queries
from portal.blueprints.trust.closing.forms import ClosingForm
from portal.blueprints.trust.routes.blueprint import bp
from portal.db import session
from portal.models import Person
from portal.pages import page
from portal.policy.closing import Leaving, may_close
from portal.words import gettext as _

HERE = "/closing"


@bp.get("/closing")
@signed_in
def closing(person: Person) -> ResponseReturnValue:
    """Say plainly what goes and what stays, or that it is asked for already."""
    return _page(queries.find_leaving(session, person), _form(person))


@bp.get("/closing/last-question")
@signed_in
def last_question(person: Person) -> ResponseReturnValue:
    """Ask once more those who have no password."""
    leaving = queries.find_leaving(session, person)
    if _form(person) or leaving.alone_in or person.closes_at:
        return redirect(HERE, 303)
    return page("trust/last_question.html", days=actions.DAYS)


@bp.post("/closing")
@guarded(queries.find_leaving, may=may_close)
@reads_first
def close(leaving: Leaving) -> ResponseReturnValue:
    """Let the account close in fourteen days, when the password is right."""
    form = _form(leaving.person)
    if form and not form.validate():
        return _page(leaving, form, status=422)
    who = guessing.guesser(
        settings().secret_key, name=str(leaving.person.id), address=f"own {leaving.person.id}"
    )
    if guessing.too_many(session, who):
        abort(429)
    known = leaving.person.password_hash
    fits = form is None or passwords.password_fits(known, form.password.data or "")
    db.begin_writing()
    if guessing.too_many_meanwhile(session, who):
        abort(429)
    if form and not fits:
        guessing.count_failure(session, who)
        db.keep()
        form.password.errors = [_("This is not your password. Try again.")]
        return _page(queries.find_leaving(session, signed_in_person()), form, status=422)
    return _close()


def _close() -> ResponseReturnValue:
    try:
        actions.close_account(session, settings(), signed_in_person())
    except actions.StillNeeded:
        abort(403)
    return redirect(HERE, 303)


@bp.post("/closing/keeping")
@signed_in
def keep(person: Person) -> ResponseReturnValue:
    """Keep the account after all."""
    actions.keep_account(session, person)
    return redirect(f"{HERE}?kept=1", 303)


def _form(person: Person) -> ClosingForm | None:
    """Ask for the password, unless there is none or she just came in by a code."""
    if person.password_hash is None or came_by_code():
        return None
    return ClosingForm(request.form if request.method == "POST" else None)


def _page(leaving: Leaving, form: ClosingForm | None, status: int = 200) -> ResponseReturnValue:
    return page(
        "trust/closing.html",
        status=status,
        leaving=leaving,
        may_close=may_close,
        form=form,
        days=actions.DAYS,
        kept=request.args.get("kept"),
    )
