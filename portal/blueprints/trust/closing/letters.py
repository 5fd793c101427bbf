"""Mails and texts about a person: those to her, and those that name her to others."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from portal.blueprints.trust.closing import hers
from portal.config import Settings
from portal.jobs import Tools
from portal.models import DoorKey, Mail, Notice, Person

BATCH = 200


def claim_by_address(session: Session, person: Person) -> None:
    """Make hers what went to her addresses, such as an invitation from before she was here."""
    ways = []
    if person.email:
        ways.append(func.lower(Mail.address) == person.email.lower())
    if person.phone:
        ways.append(Mail.address == person.phone)
    if ways:
        _claim(session, person.id, or_(*ways))


def claim_by_link(session: Session, person_id: UUID) -> None:
    """Make hers what held a link of hers, wherever it went: her address may be another now."""
    query = select(DoorKey.id).where(DoorKey.person_id == person_id)
    for door_id in session.scalars(query).all():
        _claim(session, person_id, Mail.once_key.startswith(f"link:{door_id}:"))


def claim_by_notice(tools: Tools, person_id: UUID) -> None:
    """Make hers what was mailed or texted to others of notices that go with her.

    A mail of several news has the key of the first and holds the path of each.
    """
    told = select(Notice.id, Notice.person_id, Notice.path).where(hers.are_notices(person_id))
    with tools.reading() as session:
        notices = session.execute(told).all()
    for start in range(0, len(notices), BATCH):
        batch = notices[start : start + BATCH]
        ways = [_tells_of(reader_id, path) for _id, reader_id, path in batch]
        keys = [f"notice:{notice_id}" for notice_id, *_more in batch]
        with tools.writing() as session:
            _claim(session, person_id, or_(Mail.once_key.in_(keys), *ways))


def _tells_of(reader_id: UUID, path: str) -> ColumnElement[bool]:
    of_news = Mail.person_id == reader_id, Mail.once_key.startswith("notice:")
    return and_(*of_news, Mail.body.contains(f"{path}\n", autoescape=True))


def _claim(session: Session, person_id: UUID, which: Any) -> None:
    claimed = update(Mail).where(which).values(person_id=person_id)
    session.execute(claimed.execution_options(synchronize_session=False))


def drop_written(settings: Settings, mail_id: UUID) -> None:
    """Delete the file of a mail or a text, where they are written into a folder."""
    for address, ending in ((settings.mail_url, "eml"), (settings.text_url, "txt")):
        url = urlsplit(address)
        if url.scheme == "file":
            Path(unquote(url.path), f"{mail_id}.{ending}").unlink(missing_ok=True)
