"""The numbers of a programme, for its coordinator: as a page, and for a spreadsheet."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response, abort, g, request
from flask.typing import ResponseReturnValue

from portal.access import membership_here, signed_in
from portal.blueprints.growth.numbers import numbers_of
from portal.blueprints.growth.routes.blueprint import bp
from portal.blueprints.growth.sheets import sheet_of
from portal.blueprints.programmes.queries.people import cohorts_of
from portal.clock import today
from portal.db import session
from portal.forms import uuid_or_none
from portal.models import Cohort, Person, Role
from portal.pages import page
from portal.words import gettext as _

ALL = "all"


@bp.get("/programme/numbers")
@signed_in
def numbers(person: Person) -> ResponseReturnValue:
    """Show the numbers of the newest cohort, of another one, or of everybody."""
    g.tab = "programmes.index"
    programme = membership_here(Role.COORDINATOR).programme
    cohorts = cohorts_of(session, programme.id)
    cohort = _cohort_asked(cohorts)
    return page(
        "growth/numbers.html",
        programme=programme,
        cohorts=cohorts,
        cohort=cohort,
        numbers=numbers_of(session, programme, zone=person.zone, cohort_id=_id(cohort)),
    )


@bp.get("/programme/numbers.csv")
@signed_in
def sheet(person: Person) -> ResponseReturnValue:
    """Hand out the same numbers as a file for a spreadsheet."""
    programme = membership_here(Role.COORDINATOR).programme
    cohort = _cohort_asked(cohorts_of(session, programme.id))
    found = numbers_of(session, programme, zone=person.zone, cohort_id=_id(cohort))
    response = Response(
        sheet_of(found, cohort=cohort.name if cohort else _("all")), mimetype="text/csv"
    )
    name = f"numbers-{today(person.zone)}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cohort_asked(cohorts: Sequence[Cohort]) -> Cohort | None:
    """Return the cohort that is asked for, or the newest; None for everybody."""
    asked = request.args.get("cohort", "")
    if asked == ALL or not (asked or cohorts):
        return None
    if not asked:
        return cohorts[0]
    wanted = uuid_or_none(asked)
    return next((one for one in cohorts if one.id == wanted), None) or abort(404)


def _id(cohort: Cohort | None) -> UUID | None:
    return cohort.id if cohort else None
