"""The list of rubrics, and the page of one as a learner will see it."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in, signed_in_person
from portal.blueprints.programmes.routes.here import programme_here
from portal.blueprints.rubrics import actions, queries
from portal.blueprints.rubrics.forms import RubricForm
from portal.blueprints.rubrics.routes.blueprint import bp
from portal.db import session
from portal.models import Person, Programme, Rubric
from portal.pages import page
from portal.policy.programmes import may_run


@bp.get("/programme/rubrics")
@signed_in
def index(person: Person) -> ResponseReturnValue:
    """Show the rubrics of the programme, and the form for a new one."""
    return _index_page(programme_here(), RubricForm())


@bp.post("/programme/rubrics")
@signed_in
def create(person: Person) -> ResponseReturnValue:
    """Make a rubric, or say what has to be put right."""
    programme, form = programme_here(), RubricForm(request.form)
    if not form.validate():
        return _index_page(programme, form, status=422)
    rubric = actions.create_rubric(
        session, programme, by=person, title=form.title.data or "", language=person.language
    )
    return redirect(f"/programme/rubrics/{rubric.id}", 303)


@bp.get("/programme/rubrics/<uuid:rubric_id>")
@guarded(queries.find_rubric, may=may_run)
def rubric_page(rubric: Rubric) -> ResponseReturnValue:
    """Show all words of a rubric as the learner will see them, and the ways to change them."""
    return _rubric_page(rubric)


@bp.post("/programme/rubrics/<uuid:rubric_id>")
@guarded(queries.find_rubric, may=may_run)
def change_title(rubric: Rubric) -> ResponseReturnValue:
    """Change the title, or say what has to be put right."""
    form = RubricForm(request.form)
    if not form.validate():
        return _rubric_page(rubric, form, status=422)
    actions.change_title(
        session,
        rubric,
        by=signed_in_person(),
        title=form.title.data or "",
        stamp=form.stamp.data,
    )
    return redirect(f"/programme/rubrics/{rubric.id}", 303)


def _index_page(programme: Programme, form: RubricForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "rubrics/index.html",
        status=status,
        programme=programme,
        rubrics=queries.rubrics_of(session, programme.id),
        form=form,
    )


def _rubric_page(
    rubric: Rubric, form: RubricForm | None = None, status: int = 200
) -> ResponseReturnValue:
    edition = queries.newest_edition(session, rubric.id)
    return page(
        "rubrics/rubric.html",
        status=status,
        rubric=rubric,
        edition=edition,
        is_used=queries.is_used(session, edition),
        form=form or RubricForm(obj=edition),
    )
