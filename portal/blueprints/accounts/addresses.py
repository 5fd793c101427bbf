"""A new e-mail or phone number: proven by a code, and told to the e-mail of before."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from portal import log
from portal.blueprints.accounts import cards, codes
from portal.config import Settings
from portal.ids import new_id
from portal.mail import write_mail
from portal.models import Person
from portal.texts import write_text
from portal.words import gettext as _


class Way(StrEnum):
    """How a person can be reached."""

    EMAIL = "email"
    PHONE = "phone"


def ask_for_proof(
    session: Session, settings: Settings, person: Person, *, way: Way, address: str
) -> UUID:
    """Send a code to the new address; return the id under which its browser finds it.

    An address that is somebody else's gets a word about it in place of a code, so that
    nobody learns here who is known.
    """
    other = codes.person_named(session, address)
    if other and other.id != person.id:
        _say_it_is_taken(session, person, way, address)
        return new_id()
    made = codes.new_code_for(session, settings.secret_key, person, address=address)
    if made is None:
        return new_id()
    code, digits = made
    says = _("%(code)s is your code for Foothold. Tell it to nobody.", code=digits)
    _write(session, f"prove:{code.id}", person, way, address, says)
    return code.id


def _say_it_is_taken(session: Session, person: Person, way: Way, address: str) -> None:
    once_key = f"taken:{new_id()}"
    says = _("Somebody wanted to use this address, but it has an account on Foothold already.")
    _write(session, once_key, person, way, address, says)


def _write(
    session: Session, once_key: str, person: Person, way: Way, address: str, says: str
) -> None:
    if way == Way.PHONE:
        write_text(session, once_key=once_key, phone=address, words=says, person_id=person.id)
        return
    minutes = _("It is good for ten minutes. If you did not ask for it, do nothing.")
    paragraphs = (says, minutes, _("Foothold")) if once_key.startswith("prove") else (says,)
    write_mail(
        session,
        once_key=once_key,
        address=address,
        subject=_("Your new e-mail on Foothold"),
        body="\n\n".join(paragraphs) + "\n",
        person_id=person.id,
    )


def take_address(
    session: Session,
    settings: Settings,
    person: Person,
    *,
    way: Way,
    address: str,
    code_id: UUID,
    typed: str,
) -> bool:
    """Keep the new address if its code came back; the e-mail of before is told."""
    server_key = settings.secret_key
    if not codes.address_is_proven(
        session, server_key, code_id, person=person, address=address, typed=typed
    ):
        return False
    other = codes.person_named(session, address)
    if other and other.id != person.id:
        return False
    _tell_the_old(session, person, way, key=str(code_id))
    if way == Way.EMAIL:
        person.email = address
    else:
        person.phone = address
    log.record(session, f"changed {way}", person_id=person.id, about_id=person.id)
    session.flush()
    return True


def may_lose_phone(session: Session, person: Person) -> bool:
    """Tell whether she can still come in without the number: by e-mail, or a card that works."""
    card = None if person.email else cards.card_of(session, person.id)
    return person.email is not None or (card is not None and cards.is_good(session, card))


def drop_phone(session: Session, person: Person) -> None:
    """Forget the phone number."""
    _tell_the_old(session, person, Way.PHONE, key=f"{new_id()}")
    person.phone = None
    log.record(session, "changed phone", person_id=person.id, about_id=person.id)
    session.flush()


def _tell_the_old(session: Session, person: Person, way: Way, *, key: str) -> None:
    if person.email is None:
        return
    if way == Way.EMAIL:
        subject = _("Your e-mail on Foothold was changed")
        what = _("From now on another address is used for your account.")
    else:
        subject = _("Your phone number on Foothold was changed")
        what = _("The phone number of your account was changed or taken away.")
    hello = _("Hello %(name)s,", name=person.name)
    then = _("If you did not do this, tell your coordinator today.")
    write_mail(
        session,
        once_key=f"told:{way}:{key}",
        address=person.email,
        subject=subject,
        body="\n\n".join((hello, what, then, _("Foothold"))) + "\n",
        person_id=person.id,
    )
