"""The addresses of files that are kept."""

from flask import current_app, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, note_opening, visitor
from portal.blueprints.media import queries, serving
from portal.blueprints.media.queries import Asked
from portal.blueprints.media.routes.blueprint import bp
from portal.log import Opened


@bp.get("/media/<uuid:media_id>/<variant>")
@guarded(queries.find_asked)
def serve(asked: Asked) -> ResponseReturnValue:
    """Send a copy of a photo, or a file as it came; a shared phone keeps nothing of it."""
    someone = visitor()
    cache = serving.KEPT if someone and someone.visit.own_phone else serving.NEVER_KEPT
    storage = current_app.extensions["portal.storage"]
    answer = serving.serve_variant(storage, asked.media, asked.variant, request, cache=cache)
    if asked.variant in queries.WHOLE:
        note_opening(Opened.FILE, asked.media.id, of=asked.media.person_id)
    return answer
