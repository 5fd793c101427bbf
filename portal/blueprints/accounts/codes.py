"""One-time codes: six digits, by mail or text, good for ten minutes and five tries.

A code belongs to the browser that asked for it, which holds the code's id: nobody can use up
the tries of another. Whether a person is known is looked up when the answer is out.
"""

import hmac
import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal import jobs, log, tokens, words
from portal.blueprints.accounts.phones import clean_phone
from portal.blueprints.accounts.queries import person_with_email, person_with_phone
from portal.clock import now
from portal.config import Settings
from portal.mail import write_mail
from portal.models import Code, Person
from portal.texts import write_text
from portal.words import gettext as _

LASTS, TRIES = timedelta(minutes=10), 5
AT_A_TIME = 3  # codes to one person in ten minutes


def person_named(session: Session, name: str) -> Person | None:
    """Return the person with that e-mail or phone number."""
    phone = clean_phone(name)
    return person_with_phone(session, phone) if phone else person_with_email(session, name)


def ask_for_code(session: Session, code_id: UUID, name: str, *, known: bool = False) -> None:
    """Let a code be sent to the e-mail or phone that was typed, if it is somebody's.

    A browser that is `known` gets one although strangers have asked for all they may.
    """
    person = person_named(session, name)
    if person is None or (not known and _too_many(session, person.id)):
        return
    session.add(Code(id=code_id, person_id=person.id, typed_hash="", ends_at=now() + LASTS))
    session.flush()
    way = "text" if clean_phone(name) else "mail"
    jobs.enqueue(session, f"accounts.{way}_code", subject_id=code_id)


def _too_many(session: Session, person_id: UUID) -> bool:
    lately = select(func.count()).where(
        Code.person_id == person_id, Code.created_at > now() - LASTS
    )
    return (session.scalar(lately) or 0) >= AT_A_TIME


def send_code(session: Session, settings: Settings, code_id: UUID, *, by_text: bool) -> None:
    """Choose the digits and write them to the person, once."""
    code = session.get(Code, code_id)
    if code is None or code.typed_hash or code.ends_at <= now():
        return
    person = session.get_one(Person, code.person_id)
    digits = new_digits()
    code.typed_hash = _hash(settings.secret_key, code, digits)
    with words.speaking(person.language):
        says = _("%(code)s is your code for Foothold. Tell it to nobody.", code=digits)
        minutes = _("It is good for ten minutes. If you did not ask for it, do nothing.")
        subject, end = _("Your code for Foothold"), _("Foothold")
    if by_text and person.phone:
        write_text(
            session,
            once_key=f"code:{code.id}",
            phone=person.phone,
            words=says,
            person_id=person.id,
        )
    elif person.email and not by_text:
        write_mail(
            session,
            once_key=f"code:{code.id}",
            address=person.email,
            subject=subject,
            body="\n\n".join((says, minutes, end)) + "\n",
            person_id=person.id,
        )


def use_code(session: Session, server_key: str, code_id: UUID, typed: str) -> Person | None:
    """Return whose code it is, and use it up; None when it is wrong, used, or too old."""
    query = select(Code).where(Code.id == code_id).with_for_update()
    code = session.scalars(query).one_or_none()
    if code is None or not _take(server_key, code, typed):
        return None
    person = session.get_one(Person, code.person_id)
    log.record(session, "used code", person_id=person.id, about_id=person.id)
    return person


def new_code_for(
    session: Session, server_key: str, person: Person, *, address: str
) -> tuple[Code, str] | None:
    """Make a code that proves that this new address is the person's, unless too many were made."""
    if _too_many(session, person.id):
        return None
    digits = new_digits()
    code = Code(person_id=person.id, typed_hash="", ends_at=now() + LASTS)
    session.add(code)
    session.flush()
    code.typed_hash = _hash(server_key, code, digits, address)
    session.flush()
    return code, digits


def address_is_proven(
    session: Session, server_key: str, code_id: UUID, *, person: Person, address: str, typed: str
) -> bool:
    """Tell whether the code that went to this address came back, and use it up."""
    query = select(Code).where(Code.id == code_id, Code.person_id == person.id)
    code = session.scalars(query.with_for_update()).one_or_none()
    return code is not None and _take(server_key, code, typed, address)


def _take(server_key: str, code: Code, typed: str, address: str = "") -> bool:
    if code.used_at or code.tries >= TRIES or code.ends_at <= now():
        return False
    digits = "".join(str(int(letter)) for letter in typed if letter.isdecimal())
    if not hmac.compare_digest(code.typed_hash, _hash(server_key, code, digits, address)):
        code.tries += 1
        return False
    code.used_at = now()
    return True


def new_digits() -> str:
    """Choose six digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def _hash(server_key: str, code: Code, digits: str, address: str = "") -> str:
    parts = ("code", str(code.id), str(code.person_id), address, digits)
    return tokens.keyed_hash(server_key, *parts)


def drop_old_codes(session: Session) -> None:
    """Forget codes that nobody can use any more."""
    session.execute(delete(Code).where(Code.ends_at < now() - LASTS))
