"""Bringing people in by a table: type or choose it, look at every line, bring them in at once."""

from uuid import UUID

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portal import db, tokens
from portal.access import membership_here, reads_first, settings, signed_in, signed_in_person
from portal.blueprints.programmes import importing
from portal.blueprints.programmes.importing.files import MOST_BYTES
from portal.blueprints.programmes.queries.alike import lookalikes
from portal.blueprints.programmes.routes.blueprint import bp
from portal.blueprints.programmes.routes.here import programme_here
from portal.db import session
from portal.models import Person, Programme, Role
from portal.pages import page
from portal.typed import clean
from portal.words import gettext as _


@bp.get("/programme/people/import")
@signed_in
def import_page(person: Person) -> ResponseReturnValue:
    """Ask for the table, and say how it has to look."""
    return _import_page(programme_here(), "", status=200)


@bp.post("/programme/people/import")
@signed_in
@reads_first
def import_people(person: Person) -> ResponseReturnValue:
    """Say what is wrong line by line, or bring everybody in; never only some of them."""
    programme, text = programme_here(), clean(request.form.get("people", ""))
    sent = request.files.get("file")
    if sent and sent.filename:
        text = clean(importing.text_of(sent.stream.read(MOST_BYTES)))
    try:
        checked = _check(programme, text)
        if request.form.get("go") != "bring" or not _was_seen(text) or checked.open:
            return _import_page(programme, text, checked=checked)
        db.begin_writing()
        programme = programme_here()
        checked = _check(programme, text)  # somebody may have come in meanwhile
    except importing.NoTable as wrong:
        return _import_page(programme, text, wrong=str(wrong))
    if checked.open or not checked.good:
        return _import_page(programme, text, checked=checked)
    import_id = importing.bring_in(
        session, settings(), programme, checked.good, by=signed_in_person()
    )
    return redirect(f"/programme/people/import/{import_id}", 303)


@bp.get("/programme/people/import/<uuid:import_id>")
@signed_in
def imported(person: Person, import_id: UUID) -> ResponseReturnValue:
    """Show whom she brought in."""
    membership_here(Role.COORDINATOR)
    people = importing.brought_in(session, person, import_id)
    return page("programmes/imported.html", people=people)


@bp.get("/programme/people/alike")
@signed_in
def people_alike(person: Person) -> ResponseReturnValue:
    """Show people who may be here twice."""
    programme = membership_here(Role.COORDINATOR).programme
    return page("programmes/alike.html", groups=lookalikes(session, programme))


def _was_seen(text: str) -> bool:
    """Tell whether these very lines were shown, and not changed since."""
    return request.form.get("seen") == tokens.hash_of(text)


def _check(programme: Programme, text: str) -> importing.Checked:
    return importing.check(
        session,
        programme,
        text,
        left_out=set(request.form.getlist("out")),
        sure=set(request.form.getlist("sure")),
    )


def _import_page(
    programme: Programme,
    text: str,
    *,
    checked: importing.Checked | None = None,
    wrong: str = "",
    status: int = 422,
) -> ResponseReturnValue:
    """Draw the form around what was typed; 422 also where all is right: nothing is done yet."""
    return page(
        "programmes/import.html",
        status=status,
        programme=programme,
        text=text,
        seen=tokens.hash_of(text) if checked else "",
        checked=checked,
        wrong=wrong,
        columns=_("name; e-mail or phone; cohort; mentor"),
    )
