"""Who may see and do what with consents."""

from sqlalchemy import Select, select

from portal.models import Consent, Person


def visible_consents(person: Person) -> Select[Consent]:
    """Select what one agreed to oneself: nobody else sees it."""
    return select(Consent).where(Consent.person_id == person.id)


def may_withdraw(person: Person, consent: Consent) -> bool:
    """One takes back what one said about a photo; without the terms there is no account."""
    return (
        consent.person_id == person.id and consent.kind == "photo" and consent.withdrawn_at is None
    )
