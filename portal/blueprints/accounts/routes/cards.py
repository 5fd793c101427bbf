"""Coming in by a printed card: its QR code, or its letters.

Nothing happens when the address is only opened: programs that make previews open it too.
"""

from typing import Any

from flask import Response, abort, make_response, request, url_for
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import public, settings
from portal.blueprints.accounts import cards, guessing
from portal.blueprints.accounts.forms import CardForm, ScannedCardForm
from portal.blueprints.accounts.routes.blueprint import bp
from portal.blueprints.accounts.signing_in import Arrival, let_in, own_path
from portal.db import session
from portal.models import Card, Person
from portal.pages import page
from portal.words import gettext as _


@bp.get("/cards/")
@public
def typed_card() -> ResponseReturnValue:
    """Ask for the letters on the card."""
    return _typed_page(CardForm())


@bp.post("/cards/")
@public
def use_typed_card() -> ResponseReturnValue:
    """Sign in by the letters on the card."""
    form = CardForm(request.form)
    if not form.validate():
        return _typed_page(form, status=422)
    who = _guesser()
    card = cards.card_with_letters(session, settings().secret_key, form.letters.data or "")
    if card is None or not cards.is_good(session, card):
        guessing.count_failure(session, who)
        db.keep()
        form.letters.errors = [
            _("No card that works has these letters. Look at them again, or ask for a new card.")
        ]
        return _typed_page(form, status=422)
    if not _pin_is_right(card, form, who):
        return _typed_page(form, status=422)
    return _go_in(card, form)


@bp.get("/cards/<secret>")
@public
def scanned_card(secret: str) -> ResponseReturnValue:
    """Say whose card it is and wait for a button to be pressed."""
    card = cards.card_with_secret(session, secret)
    if card is None:
        who = _guesser()
        db.after_page(guessing.count_failure, who=who)
        abort(404)
    return _scanned_page(card, secret, ScannedCardForm())


@bp.post("/cards/<secret>")
@public
def use_scanned_card(secret: str) -> ResponseReturnValue:
    """Sign in by the QR code of the card."""
    form, who = ScannedCardForm(request.form), _guesser()
    card = cards.card_with_secret(session, secret, lock=True)
    if card is None:
        guessing.count_failure(session, who)
        db.keep()
        abort(404)
    if not cards.is_good(session, card):
        return _scanned_page(card, secret, form)
    if not _pin_is_right(card, form, who):
        return _scanned_page(card, secret, form, status=422)
    return _go_in(card, form)


def _guesser() -> guessing.Guesser:
    address = request.remote_addr or "unknown"
    who = guessing.guesser(settings().secret_key, name=f"cards from {address}", address=address)
    if guessing.too_many(session, who):
        abort(429)
    return who


def _pin_is_right(card: Card, form: ScannedCardForm, who: guessing.Guesser) -> bool:
    typed = form.pin.data or ""
    if cards.pin_fits(settings().secret_key, card, typed):
        return True
    if typed:
        cards.count_wrong_pin(session, card)
        guessing.count_failure(session, who)
        db.keep()
    form.pin.errors = [
        _("This is not the PIN of this card. Try again.") if typed else _("Enter your PIN")
    ]
    return False


def _go_in(card: Card, form: ScannedCardForm) -> ResponseReturnValue:
    person = session.get_one(Person, card.person_id)
    first = cards.use_card(session, card)
    after = own_path(request.form.get("next"))
    if first:
        after = url_for("accounts.my_card", new=1, next=after if after != "/" else None)
    return let_in(person, Arrival(own_phone=form.mine.data, after=after))


def _typed_page(form: CardForm, status: int = 200) -> ResponseReturnValue:
    after = own_path(request.values.get("next"))
    return page("cards/typed.html", form=form, after=after, status=status)


def _scanned_page(card: Card, secret: str, form: ScannedCardForm, status: int = 200) -> Response:
    if not cards.is_good(session, card):
        return _secret_page("cards/ended.html", status=410)
    person = session.get_one(Person, card.person_id)
    asks = card.pin_hash is not None
    return _secret_page(
        "cards/scanned.html", status=status, person=person, form=form, asks=asks, secret=secret
    )


def _secret_page(template: str, *, status: int, **values: Any) -> Response:
    answer = make_response(page(template, status=status, **values))
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Cache-Control"] = "no-store, no-cache"
    return answer
