"""The phones and computers on which one is signed in."""

from flask import redirect
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in, visitor
from portal.blueprints.accounts import actions, queries
from portal.blueprints.accounts.routes.blueprint import bp
from portal.db import session
from portal.models import Person, Visit
from portal.pages import page


@bp.get("/settings/devices")
@signed_in
def devices(person: Person) -> ResponseReturnValue:
    """Show where one is signed in, this device first."""
    return page("accounts/devices.html", devices=queries.devices_of(session, person, _here()))


@bp.post("/settings/devices/<uuid:visit_id>/ending")
@guarded(queries.find_visit)
def end_device(visit: Visit) -> ResponseReturnValue:
    """Sign out on that device."""
    actions.end_visit(session, visit)
    return redirect("/settings/devices", 303)


@bp.post("/settings/devices/ending")
@signed_in
def end_other_devices(person: Person) -> ResponseReturnValue:
    """Sign out on every device but this one."""
    here = _here()
    for visit in queries.running_visits(session, person):
        if here is None or visit.id != here.id:
            actions.end_visit(session, visit)
    return redirect("/settings/devices", 303)


def _here() -> Visit | None:
    someone = visitor()
    return someone.visit if someone else None
