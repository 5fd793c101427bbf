"""The first page of a coordinator, and the settings of the programme."""

from urllib.parse import urlencode

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portal.access import membership_here, signed_in
from portal.blueprints.notices.queries import count_new
from portal.blueprints.programmes import actions
from portal.blueprints.programmes.forms import ProgrammeForm
from portal.blueprints.programmes.queries import overview, people
from portal.blueprints.programmes.queries.starting import start_of
from portal.blueprints.programmes.routes.blueprint import bp
from portal.blueprints.programmes.routes.here import page_number, programme_here
from portal.clock import today
from portal.db import session
from portal.forms import uuid_or_none
from portal.models import Person, Programme, Role
from portal.pages import page


@bp.get("/programme/")
@signed_in
def index(person: Person) -> ResponseReturnValue:
    """Show the states of all work as counts and a list."""
    programme, day = membership_here(Role.COORDINATOR).programme, today(person.zone)
    shown, cohort_id = _shown(), uuid_or_none(request.args.get("cohort"))
    number = page_number()
    works, more = overview.works_of(
        session, programme, today=day, shown=shown, cohort_id=cohort_id, number=number
    )
    start = None if works else start_of(session, programme)
    return page(
        "programmes/index.html",
        programme=programme,
        start=start if start and not start.is_whole else None,
        counts=overview.count_works(session, programme, today=day, cohort_id=cohort_id),
        works=works,
        cohorts=people.cohorts_of(session, programme.id),
        shown=shown,
        cohort_id=cohort_id,
        asked=urlencode({"state": shown or "", "cohort": cohort_id or ""}),
        number=number,
        more=more,
        new=count_new(session, person),
    )


def _shown() -> overview.Shown | None:
    asked = request.args.get("state", "")
    return overview.Shown(asked) if asked in set(overview.Shown) else None


@bp.get("/programme/settings")
@signed_in
def settings_page(person: Person) -> ResponseReturnValue:
    """Show name and promise of the programme."""
    programme = programme_here()
    return _settings_page(programme, ProgrammeForm(obj=programme))


@bp.post("/programme/settings")
@signed_in
def change_settings(person: Person) -> ResponseReturnValue:
    """Change name and promise, or say what has to be put right."""
    programme, form = programme_here(), ProgrammeForm(request.form)
    if not form.validate():
        return _settings_page(programme, form, status=422)
    actions.change_programme(
        session,
        programme,
        by=person,
        name=form.name.data or "",
        answer_days=form.answer_days.days or programme.answer_days,
        stamp=form.stamp.data,
    )
    return redirect("/programme/settings?saved=1", 303)


def _settings_page(
    programme: Programme, form: ProgrammeForm, status: int = 200
) -> ResponseReturnValue:
    return page(
        "programmes/settings.html",
        status=status,
        programme=programme,
        form=form,
        saved="saved" in request.args,
    )
