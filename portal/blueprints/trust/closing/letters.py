"""Mails and texts about a person: those to her, and those that name her to others."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from sqlalchemy import func, or_, select, update
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
    """Make hers what was mailed or texted to others of notices that go with her."""
    with tools.reading() as session:
        ids = session.scalars(select(Notice.id).where(hers.are_notices(person_id))).all()
    for start in range(0, len(ids), BATCH):
        keys = [f"notice:{notice_id}" for notice_id in ids[start : start + BATCH]]
        with tools.writing() as session:
            _claim(session, person_id, Mail.once_key.in_(keys))


def _claim(session: Session, person_id: UUID, which: Any) -> None:
    claimed = update(Mail).where(which).values(person_id=person_id)
    session.execute(claimed.execution_options(synchronize_session=False))


def drop_written(settings: Settings, mail_id: UUID) -> None:
    """Delete the file of a mail or a text, where they are written into a folder."""
    for address, ending in ((settings.mail_url, "eml"), (settings.text_url, "txt")):
        url = urlsplit(address)
        if url.scheme == "file":
            Path(unquote(url.path), f"{mail_id}.{ending}").unlink(missing_ok=True)
