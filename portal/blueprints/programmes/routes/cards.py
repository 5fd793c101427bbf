"""Printing cards: new secrets each time, drawn while this browser holds the printing's seed."""

from datetime import datetime, timedelta
from uuid import UUID

from flask import Response, make_response, redirect, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from portal import tokens
from portal.access import settings, signed_in
from portal.blueprints.accounts import cards
from portal.blueprints.programmes.forms import CardsForm
from portal.blueprints.programmes.queries import cards as queries
from portal.blueprints.programmes.queries import people
from portal.blueprints.programmes.routes.blueprint import bp
from portal.blueprints.programmes.routes.here import programme_here
from portal.clock import now, today
from portal.db import session
from portal.forms import uuid_or_none
from portal.models import Person, Programme
from portal.pages import page
from portal.qr import qr_code
from portal.words import gettext as _

SHOWN = timedelta(minutes=30)  # how long a sheet can be printed again
LASTS = timedelta(days=365)


@bp.get("/programme/cards")
@signed_in
def card_choice(person: Person) -> ResponseReturnValue:
    """Ask for whom cards shall be printed, and until when they are good."""
    form = CardsForm(ends_on=today() + LASTS)
    return _choice_page(person, programme_here(), form)


@bp.post("/programme/cards")
@signed_in
def print_cards(person: Person) -> ResponseReturnValue:
    """Make new cards for those who were chosen; their old cards end."""
    programme, form = programme_here(), CardsForm(request.form)
    wanted = set(request.form.getlist("person"))
    offered = queries.people_for_cards(session, programme, person, cohort_id=_cohort_id())
    chosen = [one for one in offered if str(one.id) in wanted]
    good = form.validate()
    if not chosen:
        form.ends_on.errors = [*form.ends_on.errors, _("Choose somebody first.")]
    if not good or not chosen or form.ends_on.data is None:
        return _choice_page(person, programme, form, status=422)
    seed, at = tokens.new_secret(), now()
    cards.make_cards(
        session,
        settings().secret_key,
        chosen,
        programme_id=programme.id,
        seed=seed,
        at=at,
        ends_on=form.ends_on.data,
        by=person,
    )
    cookie["printing"] = {"seed": seed, "at": at.isoformat()}
    return redirect("/programme/cards/sheet", 303)


@bp.get("/programme/cards/sheet")
@signed_in
def card_sheet(person: Person) -> ResponseReturnValue:
    """Show the cards that this browser has just made, eight on a sheet of A4."""
    programme, printing = programme_here(), cookie.get("printing")
    at = datetime.fromisoformat(printing["at"]) if printing else None
    if not printing or at is None or at + SHOWN < now():
        cookie.pop("printing", None)
        return redirect("/programme/cards", 303)
    key, base = settings().secret_key, settings().base_url
    drawn = []
    for card, name in queries.cards_of_printing(session, programme, at):
        printed = cards.printed_for(key, printing["seed"], card.person_id)
        qr = qr_code(f"{base}/cards/{printed.secret}", says=_("The card's picture"))
        drawn.append((name, printed.shown, card.ends_on, qr))
    answer = page("cards/sheet.html", cards=drawn, programme=programme, address=f"{base}/cards/")
    answer.headers["Cache-Control"] = "no-store, no-cache"
    return answer


def _cohort_id() -> UUID | None:
    """Return the cohort whose people are shown; who is pressed for is one of them."""
    return uuid_or_none(request.values.get("cohort"))


def _choice_page(
    person: Person, programme: Programme, form: CardsForm, status: int = 200
) -> Response:
    cohorts, cohort_id = people.cohorts_of(session, programme.id), _cohort_id()
    many = queries.are_many(session, programme)
    if many and cohorts and "cohort" not in request.values:  # not all at once: the newest first
        cohort_id = cohorts[0].id
    offered = queries.people_for_cards(session, programme, person, cohort_id=cohort_id)
    return make_response(
        page(
            "cards/choice.html",
            status=status,
            programme=programme,
            holders=queries.holders(session, offered),
            cohorts=cohorts,
            cut=many and not cohort_id,
            cohort_id=cohort_id,
            chosen=set(request.form.getlist("person")),
            all_chosen=bool(_cohort_id()) and request.method == "GET",
            form=form,
        )
    )
