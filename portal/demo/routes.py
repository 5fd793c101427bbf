"""What only the demo has: the mails that would have been sent."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.access import public
from portal.db import session
from portal.demo.mails import PAGE, mails
from portal.pages import page

bp = Blueprint("demo", __name__, url_prefix="/demo")


@bp.get("/mail")
@public
def mail() -> ResponseReturnValue:
    """Show the mails, newest first."""
    skip = max(request.args.get("skip", 0, type=int), 0) % 1_000_000
    found = mails(session, skip=skip)
    older = skip + PAGE if len(found) > PAGE else None
    return page("demo/mail.html", mails=found[:PAGE], older=older)
