"""The numbers of a programme, for its coordinator: as a page, and for a spreadsheet."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response, abort, g, redirect, request
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import membership_here, reads_first, signed_in
from portal.blueprints.growth import counting
from portal.blueprints.growth.numbers import numbers_of
from portal.blueprints.growth.routes.blueprint import bp
from portal.blueprints.growth.sheets import sheet_of
from portal.blueprints.programmes.queries.people import cohorts_of
from portal.blueprints.programmes.routes.here import programme_here
from portal.clock import today
from portal.db import session
from portal.forms import uuid_or_none
from portal.models import Cohort, Person, Programme, Role
from portal.pages import page
from portal.words import gettext as _


@bp.get("/programme/numbers")
@signed_in
def numbers(person: Person) -> ResponseReturnValue:
    """Show the numbers of the newest cohort, of another one, or of everybody."""
    g.tab = "programmes.index"
    programme = membership_here(Role.COORDINATOR).programme
    cohorts = cohorts_of(session, programme.id)
    cohort = _cohort_asked(cohorts, request.args.get("cohort", ""))
    counted = _counted(person, programme, cohort)
    return page(
        "growth/numbers.html",
        programme=programme,
        cohorts=cohorts,
        cohort=cohort,
        numbers=numbers_of(counted),
        counted_at=counted.at,
    )


@bp.post("/programme/numbers")
@signed_in
@reads_first
def count_again(person: Person) -> ResponseReturnValue:
    """Count now, whatever was counted a moment ago."""
    programme, asked = programme_here(), request.form.get("cohort", "")
    cohort = _cohort_asked(cohorts_of(session, programme.id), asked)
    zone, cohort_id = person.zone, _id(cohort)
    counted = counting.count_now(session, programme, zone=zone, cohort_id=cohort_id)
    db.begin_writing()
    programme = programme_here()
    counting.keep_counted(
        session, programme_id=programme.id, cohort_id=cohort_id, zone=zone, counted=counted
    )
    return redirect(f"/programme/numbers?cohort={cohort_id or counting.ALL}", 303)


@bp.get("/programme/numbers.csv")
@signed_in
def sheet(person: Person) -> ResponseReturnValue:
    """Hand out the same numbers as a file for a spreadsheet."""
    programme = membership_here(Role.COORDINATOR).programme
    asked = request.args.get("cohort", "")
    cohort = _cohort_asked(cohorts_of(session, programme.id), asked)
    found = numbers_of(_counted(person, programme, cohort))
    response = Response(
        sheet_of(found, cohort=cohort.name if cohort else _("all")), mimetype="text/csv"
    )
    name = f"numbers-{today(person.zone)}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _counted(person: Person, programme: Programme, cohort: Cohort | None) -> counting.Counted:
    """Return what was counted lately, or count and keep it when the page is out."""
    zone, cohort_id = person.zone, _id(cohort)
    found = counting.counted_lately(session, programme, zone=zone, cohort_id=cohort_id)
    if found is None:
        found = counting.count_now(session, programme, zone=zone, cohort_id=cohort_id)
        values = {"programme_id": programme.id, "cohort_id": cohort_id, "zone": zone}
        db.after_page(counting.keep_counted, counted=found, **values)
    return found


def _cohort_asked(cohorts: Sequence[Cohort], asked: str) -> Cohort | None:
    """Return the cohort that is asked for, or the newest; None for everybody."""
    if asked == counting.ALL or not (asked or cohorts):
        return None
    if not asked:
        return cohorts[0]
    wanted = uuid_or_none(asked)
    return next((one for one in cohorts if one.id == wanted), None) or abort(404)


def _id(cohort: Cohort | None) -> UUID | None:
    return cohort.id if cohort else None
