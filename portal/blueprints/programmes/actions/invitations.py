"""Making the links by which people come in: shown once, mailed where there is an address.

Only the hash of a link's secret is stored, so a lost link is not found again but made anew.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal import dates, log, tokens
from portal.blueprints.programmes.actions.programmes import create_programme
from portal.blueprints.programmes.queries.doors import open_links_of
from portal.clock import now
from portal.config import Settings
from portal.mail import write_mail
from portal.models import DoorKey, DoorKind, Membership, Person, Programme, Role
from portal.policy.programmes import may_hand_over_key
from portal.words import gettext as _

INVITATION, NEW_PASSWORD = timedelta(days=14), timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is invited, and as what."""

    name: str
    role: str = Role.LEARNER
    email: str | None = None
    cohort_id: UUID | None = None
    mentor_id: UUID | None = None


def invite(
    session: Session,
    settings: Settings,
    programme: Programme,
    *,
    guest: Guest,
    by: Person | None = None,
) -> tuple[DoorKey, str]:
    """Make an invitation; return it with the secret that its link holds."""
    learns = guest.role == Role.LEARNER
    door = DoorKey(
        kind=DoorKind.INVITATION,
        programme_id=programme.id,
        role=guest.role,
        name=guest.name,
        email=guest.email or None,
        cohort_id=guest.cohort_id if learns else None,
        mentor_id=guest.mentor_id if learns else None,
    )
    secret = _set_link(session, settings, door, programme=programme)
    _log(session, "invited", door, by=by)
    return door, secret


def give_new_password(
    session: Session, settings: Settings, member: Membership, *, by: Person
) -> tuple[DoorKey, str]:
    """Make a link by which a member sets a new password; the ones before no longer work.

    The secret is empty when the link went to her address only: somebody who does not run
    every programme that her account opens must not hold it.
    """
    for before in session.scalars(open_links_of(member.person_id)):
        session.delete(before)
    door = DoorKey(
        kind=DoorKind.INVITATION,
        person_id=member.person_id,
        programme_id=member.programme_id,
        role=member.role,
        name=member.person.name,
        email=member.person.email,
    )
    secret = _set_link(session, settings, door, programme=member.programme)
    _log(session, "gave new password", door, by=by)
    return door, secret if may_hand_over_key(by, member.person) else ""


def renew_link(
    session: Session, settings: Settings, door: DoorKey, *, programme: Programme, by: Person
) -> str:
    """Put a new link in place of one that was lost or has ended; return its secret."""
    secret = _set_link(session, settings, door, programme=programme)
    _log(session, "renewed link", door, by=by)
    whose = select(Person).where(Person.id == door.person_id)
    owner = session.scalars(whose.options(selectinload(Person.memberships))).one_or_none()
    return secret if owner is None or may_hand_over_key(by, owner) else ""


def withdraw_link(session: Session, door: DoorKey, *, by: Person) -> None:
    """Let a link open nothing any more, and forget whom it was for."""
    _log(session, "withdrew link", door, by=by)
    session.delete(door)
    session.flush()


def create_coordinator_invitation(
    session: Session, settings: Settings, *, programme_name: str, name: str, email: str
) -> str:
    """Invite a coordinator, into a new programme when there is none of that name.

    Returns the whole link, to be handed over.
    """
    found = session.scalars(select(Programme).where(Programme.name == programme_name)).first()
    programme = found or create_programme(session, name=programme_name)
    guest = Guest(name=name, role=Role.COORDINATOR, email=email)
    _door, secret = invite(session, settings, programme, guest=guest)
    return settings.base_url + path_of(secret)


def path_of(secret: str) -> str:
    """Return the path that a link leads to."""
    return f"/invitations/{secret}"


def _set_link(session: Session, settings: Settings, door: DoorKey, *, programme: Programme) -> str:
    secret = tokens.new_secret()
    door.secret_hash = tokens.hash_of(secret)
    door.ends_at = now() + (NEW_PASSWORD if door.person_id else INVITATION)
    session.add(door)
    session.flush()
    if door.email:
        _mail_link(session, settings, door, programme=programme, secret=secret)
    return secret


def _mail_link(
    session: Session, settings: Settings, door: DoorKey, *, programme: Programme, secret: str
) -> None:
    until = dates.long_day(door.ends_at.date())
    if door.person_id:
        subject = _("A new password for %(programme)s", programme=programme.name)
        what = _(
            "Somebody who runs %(programme)s made this link for you.", programme=programme.name
        )
        then = _("Open it and choose a new password. It works once, until %(day)s.", day=until)
    else:
        subject = _("You are invited to %(programme)s", programme=programme.name)
        what = _says_as_what(door.role, programme.name)
        then = _("Open this link and choose a password. It works once, until %(day)s.", day=until)
    link = settings.base_url + path_of(secret)
    hello = _("Hello %(name)s,", name=door.name)
    write_mail(
        session,
        once_key=f"link:{door.id}:{door.secret_hash[:16]}",
        address=door.email or "",
        subject=subject,
        body="\n\n".join((hello, what, then, link, _("Foothold"))) + "\n",
        person_id=door.person_id,
    )


def _says_as_what(role: str, programme: str) -> str:
    sentences = {
        Role.LEARNER: _("You are invited to learn in %(programme)s.", programme=programme),
        Role.MENTOR: _("You are invited to be a mentor in %(programme)s.", programme=programme),
        Role.COORDINATOR: _("You are invited to run %(programme)s.", programme=programme),
    }
    return sentences[Role(role)]


def _log(session: Session, verb: str, door: DoorKey, *, by: Person | None) -> None:
    log.record(
        session,
        verb,
        person_id=by.id if by else None,
        about_id=door.person_id,
        programme_id=door.programme_id,
        subject_id=door.id,
    )
