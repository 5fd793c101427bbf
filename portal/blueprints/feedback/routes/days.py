"""A mentor's days: hours, days away, and who goes on meanwhile."""

from uuid import UUID

from flask import g, redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, membership_here, signed_in, signed_in_person
from portal.blueprints.feedback.actions import days as actions
from portal.blueprints.feedback.day_forms import AwayForm, HoursForm, hours_form
from portal.blueprints.feedback.queries import days as queries
from portal.blueprints.feedback.routes.blueprint import bp
from portal.db import session
from portal.models import Away, Person, Role
from portal.pages import page


@bp.get("/away/")
@signed_in
def days(person: Person) -> ResponseReturnValue:
    """Show on which days a mentor answers, and when he is away."""
    here = membership_here(Role.MENTOR)
    return _days_page(person, here.programme_id, AwayForm(), _saved_hours(person))


@bp.post("/away/")
@signed_in
def go_away(person: Person) -> ResponseReturnValue:
    """Keep days away; promises that they touch move."""
    here, form = membership_here(Role.MENTOR), AwayForm(request.form)
    if not form.validate() or not (form.starts_on.data and form.ends_on.data):
        return _days_page(person, here.programme_id, form, _saved_hours(person), status=422)
    actions.go_away(
        session,
        person,
        here.programme_id,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
    )
    return redirect("/away/#away", 303)


@bp.post("/away/hours")
@signed_in
def say_hours(person: Person) -> ResponseReturnValue:
    """Keep the weekdays on which a mentor answers."""
    here, form = membership_here(Role.MENTOR), hours_form()(request.form)
    if not form.validate():
        return _days_page(person, here.programme_id, AwayForm(), form, status=422)
    actions.say_hours(session, person, here.programme_id, hours=form.hours(), stamp=form.stamp.data)
    return redirect("/away/?saved=1", 303)


@bp.post("/away/<uuid:away_id>/removal")
@guarded(queries.find_away)
def come_back(away: Away) -> ResponseReturnValue:
    """Take days away back."""
    actions.come_back(session, away)
    return redirect("/away/#away", 303)


def _saved_hours(person: Person) -> HoursForm:
    here = membership_here(Role.MENTOR)
    hours = {
        hour.weekday: hour.words for hour in queries.hours_of(session, person, here.programme_id)
    }
    fields = {f"on-{day}": True for day in hours}
    words = {f"words-{day}": text for day, text in hours.items()}
    return hours_form()(data={**fields, **words, "stamp": actions.stamp_of(hours)})


def _days_page(
    person: Person, programme_id: UUID, form: AwayForm, hours: HoursForm, status: int = 200
) -> ResponseReturnValue:
    g.tab = "feedback.queue"
    aways = queries.aways_of(session, person, programme_id)
    mentor = signed_in_person()
    return page(
        "feedback/days.html",
        status=status,
        form=form,
        hours=hours,
        aways=aways,
        learners=queries.entrusted_to(session, mentor, programme_id) if aways else (),
        begun=queries.begun_by(session, mentor, programme_id) if aways else (),
        saved="saved" in request.args,
    )
