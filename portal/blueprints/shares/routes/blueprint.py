"""The blueprint that links hang on, with what it keeps in memory."""

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from portal.access import settings
from portal.blueprints.shares.counting import Openings
from portal.blueprints.shares.drawn import DrawnPages
from portal.blueprints.shares.limiting import Answering
from portal.blueprints.shares.routes.cookies import Cookies

bp = Blueprint("shares", __name__)


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """Give the portal its memory of drawn pages and counted openings."""
    app = cast(Flask, state.app)
    app.session_interface = Cookies()
    app.extensions["portal.shares.drawn"] = DrawnPages()
    app.extensions["portal.shares.openings"] = Openings()
    with app.app_context():
        app.extensions["portal.shares.answering"] = Answering(settings().limits_url)
