"""Practising: write, check, send, and read an answer, with nothing kept and nobody told."""

from typing import BinaryIO, cast

from flask import g, redirect, request
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import guarded, reads_first, signed_in_person
from portal.blueprints.home import queries
from portal.blueprints.home.first_steps import actions
from portal.blueprints.home.first_steps.forms import PracticeForm
from portal.blueprints.home.first_steps.practice import Talk, answer_to
from portal.blueprints.home.first_steps.screens import Screen, find_practice
from portal.blueprints.home.routes.blueprint import bp
from portal.blueprints.home.routes.leading import home_later
from portal.blueprints.media.receiving import MOST_BYTES, own_name
from portal.db import session
from portal.markup import render
from portal.models import Person, Role
from portal.pages import page
from portal.policy.programmes import programmes_of
from portal.words import gettext as _


@bp.get("/first-steps/practice")
@guarded(find_practice)
def practice_page(screen: Screen) -> ResponseReturnValue:
    """Show the page on which a piece is written, to try it once."""
    return _practice_page(screen, PracticeForm(stamp=0))


@bp.post("/first-steps/practice")
@guarded(find_practice)
def check_practice(screen: Screen) -> ResponseReturnValue:
    """Show once more what would go; or go on without practice."""
    then, form = request.form.get("then"), PracticeForm(request.form)
    if then == "later":
        return home_later(screen)
    if then == "skip":
        actions.finish(session, screen.person)
        return redirect("/", 303)
    if then == "again":
        return _practice_page(screen, form)
    good = form.validate()
    _look_at_file(form)
    if not good or form.file.errors:
        return _practice_page(screen, form, status=422)
    g.tab = "work.index"
    return page("first_steps/practice_sending.html", form=form)


@bp.get("/first-steps/practice/sending")
@guarded(find_practice)
def no_practice_yet(screen: Screen) -> ResponseReturnValue:
    """Lead to where practice begins: nothing of the last time was kept."""
    return redirect("/first-steps/practice", 303)


@bp.post("/first-steps/practice/sending")
@guarded(find_practice)
@reads_first
def send_practice(screen: Screen) -> ResponseReturnValue:
    """Answer the practice piece; with it the first steps are done."""
    form = PracticeForm(request.form)
    if not form.validate():
        return _practice_page(screen, form, status=422)
    rendered = render(form.text.data or "")
    db.begin_writing()
    person = signed_in_person()
    actions.finish(session, person)
    done = {"1": True, "0": False}.get(form.done.data or "")
    g.tab = "work.index"
    return page(
        "first_steps/practice_answer.html",
        form=form,
        answer=answer_to(rendered, person, Talk(form.reply.data or "", done)),
        mine=True,
        talk="first_steps/_talk.html",
        next_version="first_steps/_first_task.html",
        task=_first_task(person),
    )


def _practice_page(screen: Screen, form: PracticeForm, status: int = 200) -> ResponseReturnValue:
    g.tab = "work.index"
    return page("first_steps/practice.html", status=status, form=form, going=screen.going)


def _look_at_file(form: PracticeForm) -> None:
    """Note name and size of the file that came; it is thrown away with the request."""
    file = request.files.get("file")
    if not file or not file.filename:
        return
    size = cast(BinaryIO, file.stream).seek(0, 2)
    form.file_name.data, form.file_size.data = own_name(file.filename), size
    form.file.errors = []
    if size == 0:
        form.file.errors = [_("This file is empty. Choose it again and send it.")]
    elif size > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        form.file.errors = [
            _("This file is too large: send one of %(most)s MB at most.", most=most)
        ]


def _first_task(person: Person) -> queries.OpenTask | None:
    for programme_id in sorted(programmes_of(person, Role.LEARNER)):
        tasks = queries.open_tasks(session, person, programme_id=programme_id, most=1)
        if tasks:
            return tasks[0]
    return None
