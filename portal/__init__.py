"""Foothold: a portfolio of real work, with feedback pinned to the work itself."""

import logging
import os
from datetime import timedelta

import flask_babel
from flask import Flask
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import (
    access,
    assets,
    autosaving,
    blueprints,
    caching,
    choosing,
    db,
    drawing,
    errors,
    request_log,
    security,
    sparing,
    words,
)
from portal.config import BadSetting, Settings, read_settings
from portal.demo import routes as demo
from portal.engine import Database
from portal.languages import best_language
from portal.one_trip import OneTrip
from portal.storage import Storage, storage_from


def create_app(settings: Settings | None = None) -> Flask:
    """Put the whole portal together from its settings, by default those of the environment."""
    settings = settings or read_settings(os.environ)
    app = request_log.Portal(__name__)
    app.config.from_mapping(
        drawing.sheets(),
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="visit",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=365),
        MAX_CONTENT_LENGTH=220_000_000,
        MAX_FORM_MEMORY_SIZE=4_000_000,
        MAX_FORM_PARTS=2_000,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE="en",
    )
    app.extensions["portal.settings"] = settings
    app.extensions["portal.storage"] = _open_storage(settings.storage_url)
    _speak(app)
    Htmx(app)
    request_log.install(app)
    security.install(app)
    caching.install(app)
    access.install(app)
    drawing.install(app)
    sparing.install(app)
    errors.install(app)
    blueprints.register(app)
    if settings.demo:
        app.register_blueprint(demo.bp)
    autosaving.install(app)
    db.install(app, Database(settings.database_url))
    _put_around(app, settings)
    logging.getLogger("portal").setLevel(logging.INFO)
    return app


def _put_around(app: Flask, settings: Settings) -> None:
    """Put around the portal what looks at requests before it: proxies, files, htmx."""
    app.wsgi_app = OneTrip(app.wsgi_app)  # type: ignore[method-assign]
    assets.install(app, settings.data_dir)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]


def _open_storage(url: str) -> Storage:
    try:
        return storage_from(url)
    except ValueError as trouble:
        raise BadSetting(f"PORTAL_STORAGE_URL: {trouble}") from trouble


def _speak(app: Flask) -> None:
    flask_babel.Babel(
        app, locale_selector=choosing.language_of_visitor, timezone_selector=drawing.zone_of_visitor
    )
    words.use(
        flask_babel.gettext,
        flask_babel.ngettext,
        lambda: str(flask_babel.get_locale() or "en"),
        lambda tag: flask_babel.force_locale(best_language([tag])),
    )
