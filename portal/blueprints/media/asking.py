"""Other people in a photo: its owner says that she asked them, and may take that back."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import log
from portal.clock import now
from portal.models import Consent, Media
from portal.words import gettext as _

PHOTO = "photo"


def words_of_asking() -> str:
    """Return the sentence that she says with a tick, as it is shown."""
    return _("Other people are in this photo. I asked them.")


def asked_of(session: Session, media_ids: Collection[UUID]) -> set[UUID]:
    """Return of which of these photos she said it, and did not take it back."""
    if not media_ids:
        return set()
    running = Consent.media_id.in_(media_ids) & Consent.withdrawn_at.is_(None)
    return {one for one in session.scalars(select(Consent.media_id).where(running)) if one}


def say_asked(session: Session, person_id: UUID, media_id: UUID, *, asked: bool) -> None:
    """Keep that she asked the people in her photo, or that she takes it back; twice is once."""
    consent = session.scalars(
        select(Consent).where(Consent.media_id == media_id, Consent.withdrawn_at.is_(None))
    ).one_or_none()
    if consent and not asked:
        withdraw(session, consent)
    elif asked and consent is None:
        _keep(session, person_id, media_id)
    session.expire(session.get_one(Media, media_id), ["asked"])


def _keep(session: Session, person_id: UUID, media_id: UUID) -> None:
    words = words_of_asking()
    consent = Consent(person_id=person_id, kind=PHOTO, media_id=media_id, words=words)
    session.add(consent)
    session.flush()
    owner = person_id
    log.record(session, "asked people", person_id=owner, about_id=owner, subject_id=consent.id)


def withdraw(session: Session, consent: Consent) -> None:
    """Take the word back, from now on."""
    consent.withdrawn_at = consent.withdrawn_at or now()
    session.flush()
    owner = consent.person_id
    log.record(session, "withdrew", person_id=owner, about_id=owner, subject_id=consent.id)
