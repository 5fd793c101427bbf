"""Answering her by the link: no address of hers is shown, and no cookie is needed."""

import hmac

from flask import abort, current_app, redirect, request
from flask.typing import ResponseReturnValue

from portal import choosing, once
from portal.access import open_post, public, settings
from portal.blueprints.shares import actions
from portal.blueprints.shares.addresses import path_of
from portal.blueprints.shares.forms import AnswerForm
from portal.blueprints.shares.limiting import Answering
from portal.blueprints.shares.routes.blueprint import bp
from portal.blueprints.shares.routes.opening import ended_page, find_link
from portal.blueprints.shares.state import LinkState
from portal.db import session
from portal.pages import page


@bp.get("/p/<secret>/answer")
@public
def answer_page(secret: str) -> ResponseReturnValue:
    """Ask what to tell her, or say that it was sent."""
    link = find_link(secret)
    if not link.is_live:
        return ended_page()
    return _answer_page(link, secret, AnswerForm())


@bp.post("/p/<secret>/answer")
@open_post
def answer(secret: str) -> ResponseReturnValue:
    """Send it to her, once, or say what has to be put right."""
    if not hmac.compare_digest(request.form.get("token", "").encode(), secret.encode()):
        abort(400)
    link = find_link(secret)
    if not link.is_live:
        return ended_page()
    form = AnswerForm(request.form)
    if not form.validate():
        return _answer_page(link, secret, form, status=422)
    deed = _deed(link, form)
    once.begin_deed(session, deed)
    if not deed.repeated:
        if _too_often(link):
            return _answer_page(link, secret, form, status=429)
        actions.keep_answer(session, link.id, **_fields(form))
    return redirect(_sent(secret), 303)


def _sent(secret: str) -> str:
    tag = choosing.asked_by_address()
    return f"{path_of(secret)}/answer?sent=1" + (f"&lang={tag}" if tag else "")


def _fields(form: AnswerForm) -> dict[str, str]:
    return {name: field.data or "" for name, field in form._fields.items()}


def _deed(link: LinkState, form: AnswerForm) -> once.Deed:
    digest = once.digest_of(settings().secret_key, _fields(form).items())
    return once.Deed(owner=f"share:{link.id}", key=digest, digest=digest)


def _too_often(link: LinkState) -> bool:
    answering: Answering = current_app.extensions["portal.shares.answering"]
    return answering.too_often(str(link.id), request.remote_addr or "")


def _answer_page(
    link: LinkState, secret: str, form: AnswerForm, *, status: int = 200
) -> ResponseReturnValue:
    return page(
        "shares/answer.html",
        status=status,
        name=link.name,
        here=path_of(secret),
        secret=secret,
        form=form,
        sent=request.args.get("sent") == "1",
        too_often=status == 429,
    )
