"""Her links: making, copying, ending them, and what came back by them."""

from uuid import UUID

from flask import abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import guarded, settings, signed_in, signed_in_person
from portal.blueprints.shares import actions, queries
from portal.blueprints.shares.addresses import in_three_months, path_of, secret_of
from portal.blueprints.shares.forms import EndForm, ShareForm
from portal.blueprints.shares.routes.blueprint import bp
from portal.clock import today
from portal.db import session
from portal.forms import uuid_or_none
from portal.models import Person, Share
from portal.pages import page
from portal.policy.shares import may_change_share


@bp.before_request
def stand_under_portfolio() -> None:
    """Light the tab of the portfolio."""
    g.tab = "portfolios.index"


@bp.get("/portfolio/links/")
@signed_in
def index(person: Person) -> ResponseReturnValue:
    """Show all links, what each opens and who came."""
    lines = queries.links_of(session, person)
    return page("shares/index.html", lines=lines, today=today(person.zone))


@bp.get("/portfolio/links/new")
@signed_in
def new_link(person: Person) -> ResponseReturnValue:
    """Ask for whom the link is and until when it opens."""
    form = ShareForm()
    form.ends_on.data = in_three_months(today(person.zone))
    return _new_page(person, form)


@bp.post("/portfolio/links/")
@signed_in
def make_link(person: Person) -> ResponseReturnValue:
    """Make the link, or say what has to be put right."""
    form = ShareForm(request.form)
    form.counted_from(today(person.zone))
    if not form.validate():
        return _new_page(person, form, status=422)
    target, _words = _target(person)
    share = actions.make_share(
        session,
        person,
        server_key=settings().secret_key,
        label=form.label.data or "",
        ends_on=form.last_day(),
        target=target,
    )
    return redirect(url_for(".link", share_id=share.id), 303)


def _target(person: Person) -> tuple[dict[str, UUID], str]:
    page_id, piece_id = request.values.get("page"), request.values.get("piece")
    wanted = queries.target_of(
        session, person, page_id=uuid_or_none(page_id), piece_id=uuid_or_none(piece_id)
    )
    if wanted is None or (page_id and piece_id):
        abort(404)
    return wanted


def _new_page(person: Person, form: ShareForm, *, status: int = 200) -> ResponseReturnValue:
    target, opens = _target(person)
    photos = queries.photos_not_asked_about(session, target)
    return page("shares/new.html", status=status, form=form, opens=opens, photos=photos)


@bp.get("/portfolio/links/<uuid:share_id>")
@guarded(queries.find_share)
def link(share: Share) -> ResponseReturnValue:
    """Show a link: its address to copy, the days it was opened, the answers."""
    return _link_page(share, EndForm(obj=share))


def _link_page(share: Share, form: EndForm, *, status: int = 200) -> ResponseReturnValue:
    person = signed_in_person()
    line = queries.line_of(session, share)
    secret = secret_of(settings().secret_key, share.id, share.epoch)
    return page(
        "shares/link.html",
        status=status,
        share=share,
        line=line,
        live=line.is_live(today(person.zone)),
        may_change=may_change_share(person, share),
        address=settings().base_url + path_of(secret),
        form=form,
    )


@bp.post("/portfolio/links/<uuid:share_id>/end")
@guarded(queries.find_share, may=may_change_share)
def change_end(share: Share) -> ResponseReturnValue:
    """Let it end on another day, or say what has to be put right."""
    form = EndForm(request.form)
    form.counted_from(today(signed_in_person().zone))
    if not form.validate():
        return _link_page(share, form, status=422)
    actions.change_end(session, share, ends_on=form.last_day(), stamp=form.stamp.data)
    return redirect(url_for(".link", share_id=share.id), 303)


@bp.post("/portfolio/links/<uuid:share_id>/switching-off")
@guarded(queries.find_share)
def switch_off(share: Share) -> ResponseReturnValue:
    """Switch the link off, now; off twice is off."""
    actions.switch_off(session, share)
    return redirect(url_for(".link", share_id=share.id), 303)


@bp.post("/portfolio/links/<uuid:share_id>/replacing")
@guarded(queries.find_share, may=may_change_share)
def replace(share: Share) -> ResponseReturnValue:
    """Give the link a new address; the old one ends."""
    form = EndForm(request.form)
    actions.replace_address(session, share, server_key=settings().secret_key, stamp=form.stamp.data)
    return redirect(url_for(".link", share_id=share.id), 303)
