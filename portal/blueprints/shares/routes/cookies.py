"""Link pages know nobody: there the portal neither reads nor sets a cookie."""

from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSessionInterface

from portal.blueprints.shares.addresses import path_of


class Cookies(SecureCookieSessionInterface):
    """The portal's cookie, kept away from link pages."""

    def open_session(self, app: Flask, request: Request) -> Any:
        """Give link pages a session that is empty and stays empty; no answer varies by it."""
        if request.path.startswith(path_of("")):
            return self.make_null_session(app)
        return super().open_session(app, request)
