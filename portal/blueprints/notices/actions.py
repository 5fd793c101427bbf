"""Telling a person by mail, in her language; called by the jobs of other capabilities."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from portal import words
from portal.config import Settings
from portal.mail import write_mail
from portal.models import Person
from portal.words import gettext as _


@dataclass(frozen=True, slots=True)
class News:
    """What a mail says: a subject, paragraphs, and the path of the very place."""

    subject: str
    paragraphs: tuple[str, ...]
    path: str


def tell(
    session: Session, settings: Settings, person: Person, *, once_key: str, news: Callable[[], News]
) -> None:
    """Write the news to the person in her language, once; without an address nothing is sent.

    `news` is called while the portal speaks her language, so that `_()` in it does too.
    """
    if person.email is None:
        return
    with words.speaking(person.language):
        said = news()
        greeting = _("Hello %(name)s,", name=person.name)
        link = settings.base_url + said.path
        body = "\n\n".join((greeting, *said.paragraphs, link, _("Foothold"))) + "\n"
    write_mail(
        session,
        once_key=once_key,
        address=person.email,
        subject=said.subject,
        body=body,
        person_id=person.id,
    )


def once_key(kind: str, subject_id: UUID, person_id: UUID) -> str:
    """Return the key under which this news is told to this person once."""
    return f"{kind}:{subject_id}:{person_id}"
