"""Doing or throwing away a post that was held."""

from flask import current_app, redirect, request, url_for
from werkzeug import Response

from portal import db
from portal.db import session
from portal.held import do_it, let_go
from portal.models import HeldPost

GONE = (403, 404, 405)


def do_held_post(post: HeldPost) -> Response:
    """Do the held post as this visit; it is let go when its answer is no refusal.

    When what it was for is gone, it waits on, so that its words can be copied.
    """
    secret_hash, storage = post.secret_hash, current_app.extensions["portal.storage"]
    db.commit_now(leads_to=url_for("accounts.held_posts"))
    answer = do_it(session, storage, post, request)
    if answer.status_code < 400:
        drop_held_post(secret_hash)
    if answer.status_code in GONE:
        return redirect(url_for("accounts.held_posts", gone=1), 303)
    return answer


def drop_held_post(secret_hash: str) -> None:
    """Forget the held post, then delete its files."""
    keys = let_go(session, secret_hash)
    db.commit_now(leads_to=url_for("accounts.held_posts"))
    for key in keys:
        current_app.extensions["portal.storage"].delete(key)
