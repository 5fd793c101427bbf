"""One thing that is looked at: adding it, changing it with its levels, moving, taking it out."""

from uuid import UUID

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in_person
from portal.blueprints.programmes.queries.people import skills_of
from portal.blueprints.rubrics import actions, queries
from portal.blueprints.rubrics.forms import CriterionForm
from portal.blueprints.rubrics.routes.blueprint import bp
from portal.blueprints.rubrics.wording import first_levels
from portal.db import session
from portal.models import Criterion, Edition, Rubric
from portal.pages import page
from portal.policy.programmes import may_run


@bp.get("/programme/rubrics/<uuid:rubric_id>/criteria/new")
@guarded(queries.find_rubric, may=may_run)
def new_criterion(rubric: Rubric) -> ResponseReturnValue:
    """Ask for one more thing to look at, with four levels to begin with."""
    return _form_page(rubric, CriterionForm().show_levels(first_levels()))


@bp.post("/programme/rubrics/<uuid:rubric_id>/criteria/new")
@guarded(queries.find_rubric, may=may_run)
def add_criterion(rubric: Rubric) -> ResponseReturnValue:
    """Add it, or say what has to be put right."""
    form = _posted(rubric)
    if not form.validate():
        return _form_page(rubric, form, status=422)
    actions.add_criterion(session, rubric, by=signed_in_person(), words=form.read())
    return redirect(f"/programme/rubrics/{rubric.id}", 303)


@bp.get("/programme/rubrics/<uuid:rubric_id>/criteria/<uuid:criterion_id>")
@guarded(queries.find_rubric, may=may_run)
def criterion_page(rubric: Rubric) -> ResponseReturnValue:
    """Show a criterion with its levels, to change them."""
    edition, criterion = _newest(rubric)
    if criterion is None:
        return redirect(f"/programme/rubrics/{rubric.id}", 303)
    form = CriterionForm().show(criterion)
    form.stamp.data = edition.stamp
    return _form_page(rubric, form, criterion_id=criterion.id)


@bp.post("/programme/rubrics/<uuid:rubric_id>/criteria/<uuid:criterion_id>")
@guarded(queries.find_rubric, may=may_run)
def change_criterion(rubric: Rubric) -> ResponseReturnValue:
    """Save what was typed; the button of a level also moves it or takes it out."""
    form, button = _posted(rubric), request.form.get("go", "")
    if not form.validate():
        return _form_page(rubric, form, criterion_id=_criterion_id(), status=422)
    try:
        actions.change_criterion(
            session,
            rubric,
            _criterion_id(),
            by=signed_in_person(),
            words=form.read(),
            stamp=form.stamp.data,
            skills=form.skill.labels,
        )
    except actions.Gone:
        return _form_page(rubric, form, gone=True, status=422)
    after = f"/criteria/{_criterion_id()}#levels" if ":" in button else ""
    return redirect(f"/programme/rubrics/{rubric.id}{after}", 303)


@bp.post("/programme/rubrics/<uuid:rubric_id>/criteria/<uuid:criterion_id>/place")
@guarded(queries.find_rubric, may=may_run)
def move_criterion(rubric: Rubric) -> ResponseReturnValue:
    """Move a criterion one place up or down."""
    up = request.form.get("way") == "up"
    if _newest(rubric)[1]:
        actions.move_criterion(session, rubric, _criterion_id(), by=signed_in_person(), up=up)
    return redirect(f"/programme/rubrics/{rubric.id}", 303)


@bp.get("/programme/rubrics/<uuid:rubric_id>/criteria/<uuid:criterion_id>/removal")
@guarded(queries.find_rubric, may=may_run)
def removal_page(rubric: Rubric) -> ResponseReturnValue:
    """Show what would be taken out, and ask."""
    return _removal_page(rubric)


@bp.post("/programme/rubrics/<uuid:rubric_id>/criteria/<uuid:criterion_id>/removal")
@guarded(queries.find_rubric, may=may_run)
def remove_criterion(rubric: Rubric) -> ResponseReturnValue:
    """Take it out, unless the rubric is no longer as it was shown."""
    edition, criterion = _newest(rubric)
    if criterion and request.form.get("seen") != str(edition.stamp):
        return _removal_page(rubric, changed=True, status=422)
    if criterion:
        actions.remove_criterion(session, rubric, criterion.id, by=signed_in_person())
    return redirect(f"/programme/rubrics/{rubric.id}", 303)


def _posted(rubric: Rubric) -> CriterionForm:
    form = CriterionForm(request.form)
    form.skill.offer(skills_of(session, rubric.programme_id))
    form.press(request.form.get("go", ""))
    return form


def _criterion_id() -> UUID:
    return UUID(str((request.view_args or {})["criterion_id"]))


def _newest(rubric: Rubric) -> tuple[Edition, Criterion | None]:
    edition = queries.newest_edition(session, rubric.id)
    found = queries.criterion_of(session, rubric, _criterion_id())
    return edition, queries.twin_in(edition, found)


def _form_page(
    rubric: Rubric,
    form: CriterionForm,
    *,
    criterion_id: UUID | None = None,
    gone: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    form.skill.offer(skills_of(session, rubric.programme_id))
    return page(
        "rubrics/criterion.html",
        status=status,
        rubric=rubric,
        form=form.room_for_more(),
        criterion_id=criterion_id,
        gone=gone,
    )


def _removal_page(
    rubric: Rubric, *, changed: bool = False, status: int = 200
) -> ResponseReturnValue:
    edition, criterion = _newest(rubric)
    if criterion is None:
        return redirect(f"/programme/rubrics/{rubric.id}", 303)
    return page(
        "rubrics/removal.html",
        status=status,
        rubric=rubric,
        edition=edition,
        criterion=criterion,
        changed=changed,
    )
