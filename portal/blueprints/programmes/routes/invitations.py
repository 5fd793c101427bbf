"""Inviting people, and the links that nobody used yet."""

from flask import make_response, redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, settings, signed_in, signed_in_person
from portal.blueprints.programmes import actions
from portal.blueprints.programmes.forms import InviteForm
from portal.blueprints.programmes.queries import doors, people
from portal.blueprints.programmes.queries.load import loads_of
from portal.blueprints.programmes.routes.blueprint import bp
from portal.blueprints.programmes.routes.here import links_to_show, programme_here, remember_link
from portal.clock import now
from portal.db import session
from portal.models import DoorKey, Person, Programme, Role
from portal.pages import page
from portal.policy.programmes import may_run


@bp.get("/programme/invitations")
@signed_in
def invitations(person: Person) -> ResponseReturnValue:
    """Show the form to invite somebody, new links once, and those that wait."""
    return _invitations_page(programme_here(), InviteForm())


@bp.post("/programme/invitations")
@signed_in
def invite(person: Person) -> ResponseReturnValue:
    """Invite somebody, or say what has to be put right."""
    programme, form = programme_here(), InviteForm(request.form)
    _offer(form, programme)
    if not form.validate():
        return _invitations_page(programme, form, status=422)
    guest = actions.Guest(
        name=form.name.data or "",
        role=Role(form.role.data),
        email=form.email.data,
        cohort_id=form.cohort.chosen,
        mentor_id=form.mentor.chosen,
    )
    door, secret = actions.invite(session, settings(), programme, guest=guest, by=person)
    remember_link(door, secret)
    return redirect("/programme/invitations", 303)


@bp.post("/programme/invitations/<uuid:door_id>/renewal")
@guarded(doors.find_link, may=may_run)
def renew_link(door: DoorKey) -> ResponseReturnValue:
    """Make a new link in place of one that was lost."""
    person = signed_in_person()
    programme = people.find_programme(session, person, door.programme_id)
    if programme:
        secret = actions.renew_link(session, settings(), door, programme=programme, by=person)
        remember_link(door, secret)
    return redirect("/programme/invitations", 303)


@bp.post("/programme/invitations/<uuid:door_id>/withdrawal")
@guarded(doors.find_link, may=may_run)
def withdraw_link(door: DoorKey) -> ResponseReturnValue:
    """Let a link open nothing any more."""
    actions.withdraw_link(session, door, by=signed_in_person())
    return redirect("/programme/invitations", 303)


def _offer(form: InviteForm, programme: Programme) -> None:
    form.cohort.offer(people.cohorts_of(session, programme.id))
    form.mentor.offer(loads_of(session, programme.id), "label")


def _invitations_page(
    programme: Programme, form: InviteForm, status: int = 200
) -> ResponseReturnValue:
    _offer(form, programme)
    shown = links_to_show() if status == 200 else {}
    answer = make_response(
        page(
            "programmes/invitations.html",
            status=status,
            programme=programme,
            form=form,
            links={door: settings().base_url + actions.path_of(s) for door, s in shown.items()},
            doors=doors.unused_links(session, programme),
            now=now(),
        )
    )
    if shown:
        answer.headers["Cache-Control"] = "no-store, no-cache"
    return answer
