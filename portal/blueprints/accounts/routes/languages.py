"""Another language, with one tap from any page."""

from urllib.parse import urlsplit

from flask import abort, current_app, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug import Response

from portal import choosing
from portal.access import open_post, settings, visitor
from portal.blueprints.accounts import actions
from portal.blueprints.accounts.routes.blueprint import bp
from portal.blueprints.accounts.signing_in import own_path
from portal.csrf import token_is_good
from portal.db import session
from portal.languages import LANGUAGES

A_YEAR = 365 * 24 * 3600


@bp.post("/language")
@open_post
def choose_language() -> ResponseReturnValue:
    """Speak that language from now on: to the person, or else to this browser."""
    tag = request.form.get("language", "").replace("-", "_")
    if tag not in LANGUAGES:
        abort(400)
    answer, someone = redirect(_page_before(), 303), visitor()
    if someone:
        if not token_is_good(settings().secret_key):
            abort(400)
        actions.choose_language(session, someone.person.id, language=tag)
    if not someone or someone.visit.own_phone:
        _remember(answer, tag)
    return answer


def _page_before() -> str:
    """Return the page that she was on; one that only takes posts leads to the first page."""
    path = own_path(request.form.get("next"))
    adapter = current_app.create_url_adapter(request)
    methods = adapter.allowed_methods(urlsplit(path).path) if adapter else []
    return "/" if methods and "GET" not in methods else path


def _remember(answer: Response, tag: str) -> None:
    answer.set_cookie(
        choosing.COOKIE,
        tag,
        max_age=A_YEAR,
        secure=settings().secure,
        httponly=True,
        samesite="Lax",
    )
