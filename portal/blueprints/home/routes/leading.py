"""Where the buttons of the first steps lead."""

from flask import redirect
from werkzeug import Response

from portal.blueprints.home.first_steps import actions
from portal.blueprints.home.first_steps.screens import Screen
from portal.blueprints.home.first_steps.standing import PATHS, step_after
from portal.db import session


def on_from(screen: Screen) -> Response:
    """Lead to the next step; who only changed something comes back to the list."""
    if not screen.going:
        return redirect("/first-steps/?saved=1", 303)
    following = step_after(screen.step)
    actions.go_on(session, screen.person, following)
    return redirect(PATHS[following], 303)


def home_later(screen: Screen) -> Response:
    """Lead to her own page, which offers to go on from here."""
    actions.go_on(session, screen.person, screen.step)
    return redirect("/", 303)
