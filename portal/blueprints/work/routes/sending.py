"""Looking once more at what will go, sending it, and taking it back."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.access import guarded
from portal.blueprints.work import actions, queries
from portal.blueprints.work.digests import digest_of_version
from portal.blueprints.work.folding import fold
from portal.blueprints.work.forms import criteria_of, marks_of
from portal.blueprints.work.promising import promised_day
from portal.blueprints.work.routes.blueprint import bp, to_draft, to_work
from portal.blueprints.work.saying import say_names
from portal.db import session
from portal.models import Version
from portal.pages import page
from portal.policy.work import may_come_to_sending, may_take_back

ADDRESS = "/work/<uuid:work_id>/versions/<int:number>"


@bp.get(f"{ADDRESS}/sending")
@guarded(queries.find_version, may=may_come_to_sending)
def sending_page(version: Version) -> ResponseReturnValue:
    """Show what will go, to whom, and what is missing."""
    if version.sent_at:
        return to_work(version.work_id)
    return _sending_page(version)


@bp.post(f"{ADDRESS}/sending")
@guarded(queries.find_held_version, may=may_come_to_sending)
def send(version: Version) -> ResponseReturnValue:
    """Send exactly what she looked at, and lead to the receipt."""
    if version.sent_at:
        return to_work(version.work_id, "receipt")
    if actions.is_empty(version):
        return _sending_page(version, status=422)
    if request.form.get("seen") != digest_of_version(version):
        return _sending_page(version, status=409)
    actions.send_version(session, version)
    return to_work(version.work_id, "receipt")


def _sending_page(version: Version, status: int = 200) -> ResponseReturnValue:
    work = version.work
    said = {criterion.id: level for criterion, level in marks_of(version)}
    return page(
        "work/sending.html",
        status=status,
        version=version,
        work=work,
        text=fold(version.html, version.plain),
        empty=actions.is_empty(version),
        changed_meanwhile=status == 409,
        criteria=[(one, said.get(one.id)) for one in criteria_of(version)],
        mentors=say_names(queries.mentor_names(session, work)),
        promised=promised_day(session, work),
        seen=digest_of_version(version),
    )


@bp.post(f"{ADDRESS}/taking-back")
@guarded(queries.find_version_to_act, may=may_take_back)
def take_back(version: Version) -> ResponseReturnValue:
    """Make it a draft again, unless a mentor was quicker."""
    try:
        actions.take_back(session, version)
    except actions.AlreadyBegun:
        abort(409)
    return to_draft(version.work, version.number)
