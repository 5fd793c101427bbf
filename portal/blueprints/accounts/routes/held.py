"""What was typed when a visit had ended."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in
from portal.blueprints.accounts import queries
from portal.blueprints.accounts.replaying import do_held_post, drop_held_post
from portal.blueprints.accounts.routes.blueprint import bp
from portal.blueprints.accounts.signing_in import own_path
from portal.db import session
from portal.held import held_posts_of
from portal.models import HeldPost, Person
from portal.pages import page


@bp.get("/held/")
@signed_in
def held_posts(person: Person) -> ResponseReturnValue:
    """Show what was typed when a visit had ended: keep it or throw it away."""
    return page(
        "accounts/held.html",
        posts=held_posts_of(session, person.id),
        gone="gone" in request.args,
        after=own_path(request.args.get("next")),
    )


@bp.post("/held/<post_id>")
@guarded(queries.find_held_post)
def keep_held(post: HeldPost) -> ResponseReturnValue:
    """Do what was held, now."""
    return do_held_post(post)


@bp.post("/held/<post_id>/throwing-away")
@guarded(queries.find_held_post)
def throw_held_away(post: HeldPost) -> ResponseReturnValue:
    """Throw away what was held."""
    drop_held_post(post.secret_hash)
    return redirect(url_for(".held_posts"), 303)
