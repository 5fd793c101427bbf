"""What a script saves while somebody types: the same posts, answered with a few words only."""

from flask import Flask, Response, g, jsonify, request

from portal import dates, once
from portal.access.door import AUTOSAVE
from portal.clock import now
from portal.drawing import zone
from portal.models.base import Stamped
from portal.words import gettext as _


def install(app: Flask) -> None:
    """Answer what was saved in short; call it before what commits."""
    app.after_request(say_saved)


def goes_on_at(path: str, thing: Stamped) -> None:
    """Say where the next text of this form belongs, once its first text made this thing."""
    g.goes_on_at, deed = path, once.current_deed()
    if deed:
        deed.thing = thing


def say_saved(response: Response) -> Response:
    """Answer a good save with the new stamp, when it was saved, and where to go on."""
    if AUTOSAVE not in request.headers or request.method != "POST" or response.status_code != 303:
        return response
    deed = once.current_deed()
    answer = jsonify(
        stamp=deed.left if deed else None,
        saved=_("Saved %(time)s", time=dates.moment(now(), zone())),
        action=g.get("goes_on_at"),
    )
    answer.headers.extend(("Set-Cookie", line) for line in response.headers.getlist("Set-Cookie"))
    return answer
