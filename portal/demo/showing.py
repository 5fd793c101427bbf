"""What the demo prints: the address, who can sign in, and the links a stranger can open."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.blueprints.shares.addresses import secret_of
from portal.clock import today
from portal.config import Settings
from portal.demo.pouring.cast import PASSWORD
from portal.models import Person, Share

SIGN_INS = (
    ("learner", "a learner, with work in every state"),
    ("learner2", "another learner"),
    ("mentor", "a mentor"),
    ("mentor2", "another mentor"),
    ("coordinator", "the coordinator"),
    ("jean", "a learner who comes for the first time"),
)


def greeting(session: Session, settings: Settings) -> str:
    """Return what is printed when the demo is ready."""
    return "\n".join(
        (
            "",
            f"  The demo is ready: {settings.base_url}",
            "",
            f"  Sign in with the password {PASSWORD} as",
            *_sign_ins(session),
            "",
            f"  What an employer sees:  {live_link(session, settings)}",
            f"  A link that has ended:  {ended_link(session, settings)}",
            f"  Mails that were sent:   {settings.base_url}/demo/mail",
            "",
            "  Everybody knows this password: never use the demo for real people.",
            "",
        )
    )


def _sign_ins(session: Session) -> Iterator[str]:
    names = {row.email: row.name for row in session.execute(select(Person.email, Person.name))}
    for local, words in SIGN_INS:
        email = f"{local}@demo.example"
        yield f"    {email:<26} {names.get(email, ''):<14} {words}"


def live_link(session: Session, settings: Settings) -> str:
    """Return the address of the first link to a whole portfolio."""
    live = (Share.off_at.is_(None), Share.ends_on >= today(), Share.portfolio_id.is_not(None))
    return _address(settings, session.scalar(select(Share).where(*live).order_by(Share.created_at)))


def ended_link(session: Session, settings: Settings) -> str:
    """Return the address of the first link that has ended or is off."""
    ended = (Share.off_at.is_not(None)) | (Share.ends_on < today())
    return _address(settings, session.scalar(select(Share).where(ended).order_by(Share.created_at)))


def _address(settings: Settings, share: Share | None) -> str:
    if share is None:
        return "–"
    return f"{settings.base_url}/p/{secret_of(settings.secret_key, share.id, share.epoch)}"
