"""Asking for an account to be closed, and changing one's mind."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import dates, log, words
from portal.blueprints.notices.letters import Letter, write_letter
from portal.blueprints.trust.closing.queries import alone_in
from portal.clock import now
from portal.config import Settings
from portal.models import Person, Programme, Role
from portal.policy.programmes import programmes_of
from portal.texts import write_text
from portal.words import gettext as _

DAYS = 14


class StillNeeded(Exception):
    """A programme would be left without anybody who runs it."""


def close_account(session: Session, settings: Settings, person: Person) -> None:
    """Let the account close in fourteen days and say so by mail or text; once is enough.

    Raises StillNeeded when meanwhile nobody else runs one of her programmes.
    """
    if person.closes_at:
        return
    run = programmes_of(person, Role.COORDINATOR)
    session.execute(select(Programme.id).where(Programme.id.in_(run)).with_for_update())
    if alone_in(session, person):
        raise StillNeeded
    person.closes_at = now() + timedelta(days=DAYS)
    session.flush()
    log.record(session, "asked to close", person_id=person.id, about_id=person.id)
    _tell(session, settings, person)


def keep_account(session: Session, person: Person) -> None:
    """Keep the account after all."""
    if person.closes_at is None:
        return
    person.closes_at = None
    session.flush()
    log.record(session, "kept account", person_id=person.id, about_id=person.id)


def _tell(session: Session, settings: Settings, person: Person) -> None:
    key = f"closing:{person.id}:{person.stamp}"
    if person.email:
        write_letter(session, settings, person, once_key=key, letter=lambda: _letter(person))
    elif person.phone:
        with words.speaking(person.language):
            said = _("Your account will be closed. You can still keep it:")
        link = settings.base_url + "/closing"
        write_text(
            session, once_key=key, phone=person.phone, words=said, link=link, person_id=person.id
        )


def _letter(person: Person) -> Letter:
    closes_at = person.closes_at or now()
    day = dates.day(dates.local_day(closes_at, person.zone))
    return Letter(
        _("Your account will be closed"),
        (
            _(
                "You asked us to close your account. On %(day)s it is gone with all it holds.",
                day=day,
            ),
            _("Did you change your mind, or was it not you? Keep it here:"),
        ),
        "/closing",
    )
