"""Printed cards: a QR code with a secret of its own, and twelve letters to type.

Both are made of the server's key and the seed of one printing, so the sheet can be drawn
again while that browser still holds the seed, and the database holds nothing but hashes.
"""

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import log, tokens
from portal.blueprints.accounts.letters import grouped, letters_of, read_letters
from portal.clock import now, today
from portal.models import Card, LogLine, Person

COUNT = 12
WRONG_PINS = 20  # in a row, then the card is stopped
WRONG = "gave wrong PIN"


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on a card: the secret of its QR code, and its letters."""

    secret: str
    letters: str

    @property
    def shown(self) -> str:
        """Return the letters in groups of four."""
        return grouped(self.letters)


def printed_for(server_key: str, seed: str, person_id: UUID) -> Printed:
    """Return what a printing puts on this person's card."""
    raw = bytes.fromhex(tokens.keyed_hash(server_key, "card", seed, str(person_id)))
    secret = base64.urlsafe_b64encode(raw[:16]).rstrip(b"=").decode()
    return Printed(secret, letters_of(raw[16 : 16 + COUNT]))


def make_cards(
    session: Session,
    server_key: str,
    people: Sequence[Person],
    *,
    programme_id: UUID,
    seed: str,
    at: datetime,
    ends_on: date,
    by: Person,
) -> None:
    """Give each of them a new card; the one of before opens nothing any more."""
    old = session.scalars(select(Card).where(Card.person_id.in_([one.id for one in people])))
    for card in old:
        session.delete(card)
    session.flush()
    for person in people:
        printed = printed_for(server_key, seed, person.id)
        card = Card(
            person_id=person.id,
            programme_id=programme_id,
            secret_hash=tokens.hash_of(printed.secret),
            typed_hash=_typed_hash(server_key, printed.letters),
            created_at=at,
            ends_on=ends_on,
        )
        session.add(card)
        session.flush()
        log.record(
            session,
            "made card",
            person_id=by.id,
            about_id=person.id,
            programme_id=programme_id,
            subject_id=card.id,
        )


def card_with_secret(session: Session, secret: str, *, lock: bool = False) -> Card | None:
    """Return the card whose QR code holds the secret."""
    query = select(Card).where(Card.secret_hash == tokens.hash_of(secret))
    return session.scalars(query.with_for_update() if lock else query).one_or_none()


def card_with_letters(session: Session, server_key: str, typed: str) -> Card | None:
    """Return the card with these letters, however they were typed."""
    letters = read_letters(typed, count=COUNT)
    query = select(Card).where(Card.typed_hash == _typed_hash(server_key, letters))
    return session.scalars(query.with_for_update()).one_or_none() if letters else None


def card_of(session: Session, person_id: UUID) -> Card | None:
    """Return the person's card, good or not."""
    return session.scalars(select(Card).where(Card.person_id == person_id)).one_or_none()


def is_good(session: Session, card: Card) -> bool:
    """Tell whether the card still opens: not ended, and not stopped by wrong PINs."""
    return card.ends_on >= today() and not (card.pin_hash and _is_stopped(session, card))


def _is_stopped(session: Session, card: Card) -> bool:
    since = card.used_at or card.created_at
    wrong = select(func.count()).where(
        LogLine.about_id == card.person_id,
        LogLine.verb == WRONG,
        LogLine.subject_id == card.id,
        LogLine.created_at > since,
    )
    return (session.scalar(wrong) or 0) >= WRONG_PINS


def pin_fits(server_key: str, card: Card, pin: str) -> bool:
    """Tell whether the PIN is right; a card without one asks for none."""
    kept, typed = card.pin_hash, _pin_hash(server_key, card, plain_pin(pin))
    return kept is None or hmac.compare_digest(kept, typed)


def plain_pin(typed: str) -> str:
    """Return the digits of a PIN, typed in any script."""
    return "".join(str(int(letter)) for letter in typed if letter.isdecimal())


def count_wrong_pin(session: Session, card: Card) -> None:
    """Note a wrong PIN where its owner can read it."""
    log.record(session, WRONG, about_id=card.person_id, subject_id=card.id)


def use_card(session: Session, card: Card) -> bool:
    """Note that the card was used; tell whether it was the first time."""
    first = card.used_at is None
    card.used_at = now()
    log.record(
        session,
        "used card",
        person_id=card.person_id,
        about_id=card.person_id,
        subject_id=card.id,
    )
    session.flush()
    return first


def set_pin(session: Session, server_key: str, card: Card, pin: str) -> None:
    """Ask for this PIN with the card from now on; for none when it is empty."""
    card.pin_hash = _pin_hash(server_key, card, plain_pin(pin)) if pin else None
    log.record(
        session,
        "set PIN" if pin else "took PIN away",
        person_id=card.person_id,
        about_id=card.person_id,
        subject_id=card.id,
    )
    session.flush()


def stop_card(session: Session, card: Card) -> None:
    """Let the card open nothing any more: its owner lost it."""
    owner = card.person_id
    log.record(session, "stopped card", person_id=owner, about_id=owner, subject_id=card.id)
    session.delete(card)
    session.flush()


def uses_of(session: Session, person_id: UUID) -> Sequence[LogLine]:
    """Return the latest uses of the person's card, wrong PINs among them, newest first."""
    query = select(LogLine).where(
        LogLine.about_id == person_id, LogLine.verb.in_(("used card", WRONG))
    )
    return session.scalars(query.order_by(LogLine.created_at.desc()).limit(10)).all()


def _typed_hash(server_key: str, letters: str) -> str:
    return tokens.keyed_hash(server_key, "card letters", letters)


def _pin_hash(server_key: str, card: Card, pin: str) -> str:
    return tokens.keyed_hash(server_key, "pin", str(card.id), pin)
