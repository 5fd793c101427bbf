"""The terms: what everybody agrees to before going on, in plain words, kept as they were shown.

Who changes these words in more than spelling raises `SINCE`: everybody is asked again then.
"""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import log
from portal.models import Consent
from portal.words import gettext as _

TERMS = "terms"
SINCE = datetime(2026, 1, 1, tzinfo=UTC)  # what was agreed to before does not count


def sentences_of_terms() -> tuple[str, ...]:
    """Return the terms in the language of this moment, sentence by sentence."""
    return (
        _("Your work stays yours. The page “Who can see what” says who can see it, at any time."),
        _("Mentors read what is sent and shared with them. Coordinators see how far people are."),
        _("What you read of others here, you keep to yourself."),
        _("You say what is true about yourself, and you are kind."),
        _("You show other people in photos only if you asked them."),
        _("We note when you sign in and who opens your work. You can read that."),
        _("You can take all of it with you, and end your account, whenever you want."),
    )


def terms_of(session: Session, person_id: UUID) -> Consent | None:
    """Return what the person agreed to, unless she withdrew it or the terms are new since."""
    query = select(Consent).where(
        Consent.person_id == person_id,
        Consent.kind == TERMS,
        Consent.withdrawn_at.is_(None),
        Consent.created_at >= SINCE,
    )
    return session.scalars(query.order_by(Consent.created_at.desc()).limit(1)).first()


def agree_to_terms(session: Session, person_id: UUID) -> None:
    """Keep the words as they were shown, once."""
    if terms_of(session, person_id):
        return
    consent = Consent(person_id=person_id, kind=TERMS, words="\n".join(sentences_of_terms()))
    session.add(consent)
    session.flush()
    log.record(session, "agreed", person_id=person_id, about_id=person_id, subject_id=consent.id)
