"""Taking home all that is one's own."""

from flask import current_app, redirect
from flask.typing import ResponseReturnValue
from werkzeug import Response
from werkzeug.exceptions import NotFound
from werkzeug.wsgi import FileWrapper

from portal.access import guarded, signed_in
from portal.blueprints.media.serving import BLOCK, NEVER_KEPT, SANDBOX, content_disposition
from portal.blueprints.trust.exporting import actions, queries
from portal.blueprints.trust.exporting.packing import TYPE
from portal.blueprints.trust.routes.blueprint import bp
from portal.clock import today
from portal.db import session
from portal.models import Export, Person
from portal.pages import page
from portal.policy.exports import may_take_home
from portal.storage import Missing


@bp.get("/exports/")
@signed_in
def exports(person: Person) -> ResponseReturnValue:
    """Show what is packed or being packed, and the button that asks for it."""
    return page(
        "trust/exports.html",
        exports=queries.exports_of(session, person),
        waiting=queries.waiting_export(session, person),
        may_take_home=may_take_home,
        days=actions.DAYS,
    )


@bp.post("/exports/")
@signed_in
def ask_for_export(person: Person) -> ResponseReturnValue:
    """Let all that is hers be packed."""
    actions.ask_for_export(session, person)
    return redirect("/exports/", 303)


@bp.get("/exports/<uuid:export_id>/file")
@guarded(queries.find_export, may=may_take_home)
def take_home(export: Export) -> ResponseReturnValue:
    """Send the packed file, block by block; nothing on the way keeps it."""
    try:
        file = current_app.extensions["portal.storage"].open(export.key or "")
    except (Missing, ValueError) as missing:
        raise NotFound from missing
    answer = Response(FileWrapper(file, BLOCK), mimetype=TYPE, direct_passthrough=True)
    answer.content_length = export.bytes or 0
    answer.headers["Content-Disposition"] = content_disposition(f"foothold-{today()}.zip")
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = NEVER_KEPT
    return answer
