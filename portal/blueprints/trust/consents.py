"""What a person agreed to: the words as they were shown, the day, and whether they hold."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session, joinedload

from portal.models import Consent, Person
from portal.policy.consents import visible_consents

PAGE = 20


def consents_of(session: Session, person: Person, *, skip: int = 0) -> Sequence[Consent]:
    """Return one page of what the person agreed to, newest first, and one line more."""
    query = visible_consents(person).options(joinedload(Consent.media))
    newest = query.order_by(Consent.created_at.desc(), Consent.id.desc())
    return session.scalars(newest.offset(skip).limit(PAGE + 1)).all()


def find_consent(session: Session, person: Person, consent_id: UUID) -> Consent | None:
    """Return something that the person agreed to."""
    return session.scalars(visible_consents(person).where(Consent.id == consent_id)).one_or_none()
