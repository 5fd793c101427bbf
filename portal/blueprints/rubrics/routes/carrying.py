"""Carrying a rubric elsewhere as a file, and bringing one in: looked at first, then made whole."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from portal import db, tokens
from portal.access import guarded, reads_first, signed_in, signed_in_person
from portal.blueprints.programmes.importing.files import text_of
from portal.blueprints.programmes.routes.here import programme_here
from portal.blueprints.rubrics import exchange, queries
from portal.blueprints.rubrics.routes.blueprint import bp
from portal.db import session
from portal.models import Person, Programme, Rubric
from portal.pages import page
from portal.policy.programmes import may_run
from portal.typed import clean


@bp.get("/programme/rubrics/<uuid:rubric_id>/json")
@guarded(queries.find_rubric, may=may_run)
def rubric_file(rubric: Rubric) -> ResponseReturnValue:
    """Give the words of the newest edition as a file."""
    words = exchange.words_of_edition(queries.newest_edition(session, rubric.id))
    answer = Response(exchange.write_rubric(words), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{exchange.file_name(words)}"'
    return answer


@bp.get("/programme/rubrics/<uuid:rubric_id>/preview")
@guarded(queries.find_rubric, may=may_run)
def preview(rubric: Rubric) -> ResponseReturnValue:
    """Show the rubric as a learner sees it."""
    edition = queries.newest_edition(session, rubric.id)
    return page("rubrics/preview.html", rubric=rubric, edition=edition)


@bp.get("/programme/rubrics/import")
@signed_in
def import_page(person: Person) -> ResponseReturnValue:
    """Ask for the file, and show how it has to look."""
    return _import_page(programme_here(), "", status=200)


@bp.post("/programme/rubrics/import")
@signed_in
@reads_first
def import_rubric(person: Person) -> ResponseReturnValue:
    """Say what is wrong and where, or show the rubric, or make it as it was shown."""
    programme, text = programme_here(), _sent()
    try:
        words = exchange.read_rubric(text)
    except exchange.NotARubric as wrong:
        return _import_page(programme, text, wrongs=wrong.sentences)
    if request.form.get("go") != "make" or request.form.get("seen") != tokens.hash_of(text):
        return _import_page(programme, text, words=words)
    db.begin_writing()
    rubric = exchange.keep_rubric(
        session,
        programme_here(),
        words,
        by=signed_in_person(),
        make_skills="skills" in request.form,
    )
    return redirect(f"/programme/rubrics/{rubric.id}", 303)


def _sent() -> str:
    """Return what came: a file takes the place of what was pasted."""
    sent = request.files.get("file")
    if sent and sent.filename:
        return clean(text_of(sent.stream.read(exchange.MOST_BYTES + 1)))
    return clean(request.form.get("rubric", ""))


def _import_page(
    programme: Programme,
    text: str,
    *,
    words: exchange.RubricWords | None = None,
    wrongs: list[str] | None = None,
    status: int = 422,
) -> ResponseReturnValue:
    """Draw the form around what was sent; 422 also where all is right: nothing is done yet."""
    known = exchange.skills_here(session, programme.id) if words else {}
    new = exchange.unknown_skills(known, words.skills) if words else {}
    return page(
        "rubrics/import.html",
        status=status,
        programme=programme,
        text=text,
        words=words,
        wrongs=wrongs or [],
        new_skills=[skill.name for skill in new.values()],
        make_skills="seen" not in request.form or "skills" in request.form,
        seen=tokens.hash_of(text) if words else "",
        example=exchange.EXAMPLE,
    )
