"""The second factor: six digits from an app, or one of ten codes on paper.

The key that the app holds is made of the server's key and a random text in the database,
so a stolen database alone lets nobody in, and nothing has to be sealed.
"""

import base64
import hmac
from datetime import timedelta
from uuid import UUID

import pyotp
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal import log, tokens
from portal.blueprints.accounts.letters import new_letters, read_letters
from portal.clock import now
from portal.models import PaperCode, Person, SecondFactor

STEP = 30  # seconds
PAPER_CODES, PAPER_LETTERS = 10, 8
BEGUN = timedelta(hours=1)  # for scanning and confirming


def factor_of(session: Session, person_id: UUID, *, lock: bool = False) -> SecondFactor | None:
    """Return the person's second factor, if she confirmed one."""
    query = select(SecondFactor).where(
        SecondFactor.person_id == person_id, SecondFactor.confirmed_at.is_not(None)
    )
    return session.scalars(query.with_for_update() if lock else query).one_or_none()


def begun_factor(session: Session, person_id: UUID) -> SecondFactor | None:
    """Return the second factor that she began to set up and has not confirmed."""
    query = select(SecondFactor).where(
        SecondFactor.person_id == person_id, SecondFactor.confirmed_at.is_(None)
    )
    return session.scalars(query).one_or_none()


def begin(session: Session, person: Person) -> SecondFactor:
    """Make what a new app will share with us; one that was begun before is forgotten."""
    begun = begun_factor(session, person.id)
    if begun:
        session.delete(begun)
        session.flush()
    factor = SecondFactor(person_id=person.id, secret=tokens.new_secret(), last_step=0)
    session.add(factor)
    session.flush()
    return factor


def app_key(server_key: str, factor: SecondFactor) -> str:
    """Return the key that the app holds, as base32."""
    digest = tokens.keyed_hash(server_key, "second factor", str(factor.person_id), factor.secret)
    return base64.b32encode(bytes.fromhex(digest)[:20]).decode()


def app_address(server_key: str, factor: SecondFactor, *, name: str) -> str:
    """Return what the QR code says to the app."""
    totp = pyotp.TOTP(app_key(server_key, factor))
    return totp.provisioning_uri(name=name, issuer_name="Foothold")


def digits_fit(server_key: str, factor: SecondFactor, digits: str) -> bool:
    """Tell whether the app shows these digits, and use them up: each time step once."""
    totp, step = pyotp.TOTP(app_key(server_key, factor)), int(now().timestamp()) // STEP
    for near in (step - 1, step, step + 1):
        right = hmac.compare_digest(totp.generate_otp(near).encode(), digits.encode())
        if right and near > factor.last_step:
            factor.last_step = near
            return True
    return False


def code_fits(session: Session, server_key: str, factor: SecondFactor, typed: str) -> bool:
    """Tell whether the digits or the paper code are right, and use them up."""
    digits = "".join(str(int(letter)) for letter in typed if letter.isdecimal())
    if len(digits) == 6 and not any(letter.isalpha() for letter in typed):
        return digits_fit(server_key, factor, digits)
    letters = read_letters(typed, count=PAPER_LETTERS)
    found = _paper_code(session, server_key, factor.person_id, letters) if letters else None
    if found is None:
        return False
    found.used_at = now()
    log.record(session, "used paper code", person_id=factor.person_id, about_id=factor.person_id)
    return True


def confirm(session: Session, server_key: str, factor: SecondFactor, digits: str) -> bool:
    """Turn the second factor on, if the app shows the right digits."""
    kept = "".join(str(int(letter)) for letter in digits if letter.isdecimal())
    if not digits_fit(server_key, factor, kept):
        return False
    factor.confirmed_at = now()
    _log(session, "turned on second factor", factor)
    return True


def new_paper_codes(session: Session, server_key: str, person_id: UUID) -> list[str]:
    """Make ten codes for paper; those of before no longer work."""
    session.execute(delete(PaperCode).where(PaperCode.person_id == person_id))
    codes = [new_letters(PAPER_LETTERS) for _number in range(PAPER_CODES)]
    for code in codes:
        code_hash = _paper_hash(server_key, person_id, code)
        session.add(PaperCode(person_id=person_id, code_hash=code_hash))
    session.flush()
    return codes


def paper_codes_left(session: Session, person_id: UUID) -> int:
    """Return how many of the ten codes are not used yet."""
    query = select(func.count()).where(
        PaperCode.person_id == person_id, PaperCode.used_at.is_(None)
    )
    return session.scalar(query) or 0


def turn_off(session: Session, factor: SecondFactor, *, by_id: UUID | None = None) -> None:
    """Ask for no second factor any more, and forget its codes; `by_id` says who helped."""
    session.execute(delete(PaperCode).where(PaperCode.person_id == factor.person_id))
    _log(session, "turned off second factor", factor, by_id=by_id)
    session.delete(factor)
    session.flush()


def drop_begun_factors(session: Session) -> None:
    """Forget second factors that were begun and never confirmed."""
    old = SecondFactor.created_at < now() - BEGUN
    session.execute(delete(SecondFactor).where(SecondFactor.confirmed_at.is_(None), old))


def _paper_code(
    session: Session, server_key: str, person_id: UUID, letters: str
) -> PaperCode | None:
    query = select(PaperCode).where(
        PaperCode.person_id == person_id,
        PaperCode.code_hash == _paper_hash(server_key, person_id, letters),
        PaperCode.used_at.is_(None),
    )
    return session.scalars(query.with_for_update()).one_or_none()


def _paper_hash(server_key: str, person_id: UUID, letters: str) -> str:
    return tokens.keyed_hash(server_key, "paper", str(person_id), letters)


def _log(session: Session, verb: str, factor: SecondFactor, *, by_id: UUID | None = None) -> None:
    owner_id = factor.person_id
    log.record(session, verb, person_id=by_id or owner_id, about_id=owner_id, subject_id=factor.id)
    session.flush()
