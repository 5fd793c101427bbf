"""Helping somebody in who lost both the app and the codes on paper."""

from sqlalchemy.orm import Session

from portal import words
from portal.blueprints.accounts.second_factors import factor_of, turn_off
from portal.blueprints.notices.letters import Letter, write_letter
from portal.config import Settings
from portal.models import Person
from portal.texts import write_text
from portal.words import gettext as _

PLACE = "/settings/second-factor"


def turn_off_second_factor(
    session: Session, settings: Settings, person: Person, *, by: Person | None = None
) -> bool:
    """Turn it off for another, who is told; tell whether there was one to turn off."""
    factor = factor_of(session, person.id, lock=True)
    if factor is None:
        return False
    key = f"second factor off:{factor.id}"
    turn_off(session, factor, by_id=by.id if by else None)
    if person.email:
        write_letter(session, settings, person, once_key=key, letter=_letter)
    elif person.phone:
        with words.speaking(person.language):
            said = _("The second step when you sign in was turned off. Turn it on again here:")
        write_text(
            session,
            once_key=key,
            phone=person.phone,
            words=said,
            link=settings.base_url + PLACE,
            person_id=person.id,
        )
    return True


def _letter() -> Letter:
    return Letter(
        _("The second step when you sign in was turned off"),
        (
            _("Somebody who runs your programme or the portal turned it off, to let you in again."),
            _("Did you not ask for this? Then choose a new password. Turn it on again here:"),
        ),
        PLACE,
    )
