"""Writing to a person in her language."""

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
class Letter:
    """What a mail says: a subject, paragraphs, and the path of the very place."""

    subject: str
    paragraphs: tuple[str, ...]
    path: str


def write_letter(
    session: Session,
    settings: Settings,
    person: Person,
    *,
    once_key: str,
    letter: Callable[[], Letter],
    stop_path: str | None = None,
) -> None:
    """Mail it to the person in her language, once; without an address nothing is sent.

    `letter` is called while the portal speaks her language, so that `_()` in it does too.
    """
    if person.email is None:
        return
    with words.speaking(person.language):
        said = letter()
        parts = [
            _("Hello %(name)s,", name=person.name),
            *said.paragraphs,
            settings.base_url + said.path,
            _("Foothold"),
        ]
        if stop_path:
            stop = _("No more mails like this, with one press:")
            parts.append(f"{stop}\n{settings.base_url}{stop_path}")
    write_mail(
        session,
        once_key=once_key,
        address=person.email,
        subject=said.subject,
        body="\n\n".join(parts) + "\n",
        person_id=person.id,
        stop_path=stop_path,
    )


def once_key(kind: str, subject_id: UUID, person_id: UUID) -> str:
    """Return the key under which this is written to this person once."""
    return f"{kind}:{subject_id}:{person_id}"
