"""One's own card: how it was used, its PIN, and stopping it."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from portal.access import settings, signed_in
from portal.blueprints.accounts import cards
from portal.blueprints.accounts.forms import PinForm
from portal.blueprints.accounts.routes.blueprint import bp
from portal.blueprints.accounts.signing_in import own_path
from portal.db import session
from portal.models import Person
from portal.pages import page


@bp.get("/settings/card")
@signed_in
def my_card(person: Person) -> ResponseReturnValue:
    """Show every use of the card, and ask whether it shall have a PIN."""
    return _page(person, PinForm())


@bp.post("/settings/card")
@signed_in
def set_pin(person: Person) -> ResponseReturnValue:
    """Ask for a PIN with the card from now on, or for none any more."""
    form, card = PinForm(request.form), cards.card_of(session, person.id)
    if not form.validate():
        return _page(person, form, status=422)
    if card:
        cards.set_pin(session, settings().secret_key, card, form.pin.data or "")
    return redirect(_after() or "/settings/card?saved=1", 303)


@bp.post("/settings/card/ending")
@signed_in
def stop_card(person: Person) -> ResponseReturnValue:
    """Let a lost card open nothing any more."""
    card = cards.card_of(session, person.id)
    if card:
        cards.stop_card(session, card)
    return redirect("/settings/card?saved=1", 303)


def _after() -> str:
    """Return where she was going when she came in by the card for the first time."""
    new = "new" in request.args or "next" in request.form
    return own_path(request.values.get("next")) if new else ""


def _page(person: Person, form: PinForm, status: int = 200) -> Response:
    return page(
        "accounts/my_card.html",
        status=status,
        card=cards.card_of(session, person.id),
        uses=cards.uses_of(session, person.id),
        wrong=cards.WRONG,
        form=form,
        after=_after(),
        saved="saved" in request.args,
    )
