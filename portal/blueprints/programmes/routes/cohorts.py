"""Cohorts: the list, a new one, and changing one."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in, signed_in_person
from portal.blueprints.programmes import actions
from portal.blueprints.programmes.forms import CohortForm
from portal.blueprints.programmes.queries import people as queries
from portal.blueprints.programmes.routes.blueprint import bp
from portal.blueprints.programmes.routes.here import programme_here
from portal.db import session
from portal.models import Cohort, Person, Programme
from portal.pages import page
from portal.policy.programmes import may_run


@bp.get("/programme/cohorts")
@signed_in
def cohorts(person: Person) -> ResponseReturnValue:
    """Show the cohorts and the form for a new one."""
    return _cohorts_page(programme_here(), CohortForm())


@bp.post("/programme/cohorts")
@signed_in
def add_cohort(person: Person) -> ResponseReturnValue:
    """Make a cohort, or say what has to be put right."""
    programme, form = programme_here(), CohortForm(request.form)
    if not form.validate():
        return _cohorts_page(programme, form, status=422)
    first, last = form.dates
    actions.add_cohort(
        session, programme, by=person, name=form.name.data or "", starts_on=first, ends_on=last
    )
    return redirect("/programme/cohorts", 303)


@bp.get("/programme/cohorts/<uuid:cohort_id>")
@guarded(queries.find_cohort, may=may_run)
def cohort_page(cohort: Cohort) -> ResponseReturnValue:
    """Show a cohort to change it."""
    return page("programmes/cohort.html", cohort=cohort, form=CohortForm(obj=cohort))


@bp.post("/programme/cohorts/<uuid:cohort_id>")
@guarded(queries.find_cohort, may=may_run)
def change_cohort(cohort: Cohort) -> ResponseReturnValue:
    """Change a cohort, or say what has to be put right."""
    form = CohortForm(request.form)
    if not form.validate():
        return page("programmes/cohort.html", status=422, cohort=cohort, form=form)
    first, last = form.dates
    actions.change_cohort(
        session,
        cohort,
        by=signed_in_person(),
        name=form.name.data or "",
        starts_on=first,
        ends_on=last,
        stamp=form.stamp.data,
    )
    return redirect("/programme/cohorts", 303)


def _cohorts_page(programme: Programme, form: CohortForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "programmes/cohorts.html",
        status=status,
        programme=programme,
        cohorts=queries.cohorts_of(session, programme.id),
        form=form,
    )
