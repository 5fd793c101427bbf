"""The drawings as files of a person; a job makes their small copies, as for everybody."""

from io import BytesIO
from uuid import UUID

from sqlalchemy.orm import Session

from portal.blueprints.media.actions import keep_files
from portal.blueprints.media.receiving import Arrived, receive
from portal.demo.pouring.pot import Pot
from portal.demo.story.pieces import Picture


def photo_of(pot: Pot, session: Session, person: str, picture: Picture) -> UUID:
    """Return the person's file of that drawing, taken in when it is first asked for."""
    key = ("media", person, picture.name)
    if key not in pot.ids:
        pot.ids[key] = _take_in(pot, session, pot.ids["person", person], picture)
    return pot.ids[key]


def _take_in(pot: Pot, session: Session, person_id: UUID, picture: Picture) -> UUID:
    content = BytesIO(picture.jpeg())
    arrived = receive(session, pot.tools.storage, person_id, content, picture.file_name)
    if not isinstance(arrived, Arrived):
        raise ValueError(f"{picture.name}: {arrived.sentence}")
    return keep_files(session, person_id, [arrived])[0].id
