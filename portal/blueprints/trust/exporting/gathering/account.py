"""The account itself: who she is, where she takes part, with whom, and on which devices."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.blueprints.accounts.device_words import device_words
from portal.blueprints.trust.exporting.gathering.base import Pack, Thing
from portal.models import HeldPost, Membership, Mentoring, Programme, Visit


def account(pack: Pack) -> Iterator[Thing]:
    """Yield what the portal knows of the person."""
    her = pack.person
    yield {
        "name": her.name,
        "email": her.email,
        "phone": her.phone,
        "language": her.language,
        "zone": her.zone,
        "text_only": her.text_only,
        "quiet_from": _clock(her.quiet_from),
        "quiet_to": _clock(her.quiet_to),
        "goals": her.goals,
        "times": her.times,
        "created": her.created_at,
    }


def programmes(pack: Pack) -> Iterator[Thing]:
    """Yield where she takes or took part."""
    query = (
        select(Membership)
        .where(Membership.person_id == pack.person.id)
        .options(joinedload(Membership.programme), joinedload(Membership.cohort))
        .order_by(Membership.created_at)
    )
    for member in pack.session.scalars(query).all():
        yield {
            "programme": member.programme.name,
            "role": member.role,
            "cohort": member.cohort.name if member.cohort else None,
            "about": member.about,
            "since": member.created_at,
            "ended": member.ended_on,
        }


def mentors(pack: Pack) -> Iterator[Thing]:
    """Yield who mentors or mentored her."""
    query = (
        select(Mentoring, Programme.name)
        .join(Programme, Programme.id == Mentoring.programme_id)
        .where(Mentoring.learner_id == pack.person.id)
        .options(joinedload(Mentoring.mentor))
        .order_by(Mentoring.created_at)
    )
    for mentoring, programme in pack.session.execute(query).all():
        yield {
            "name": mentoring.mentor.name,
            "programme": programme,
            "since": mentoring.created_at,
            "ended": mentoring.ended_on,
        }


def devices(pack: Pack) -> Iterator[Thing]:
    """Yield on which devices she was signed in."""
    query = select(Visit).where(Visit.person_id == pack.person.id).order_by(Visit.created_at)
    for visit in pack.session.scalars(query).all():
        yield {
            "device": device_words(visit.device),
            "own_phone": visit.own_phone,
            "since": visit.created_at,
            "seen": visit.seen_on,
            "ended": visit.ended_at,
        }


def unsent_posts(pack: Pack) -> Iterator[Thing]:
    """Yield what she sent after her visit had ended, and has not yet said yes to."""
    query = select(HeldPost).where(HeldPost.person_id == pack.person.id)
    for post in pack.session.scalars(query).all():
        typed = "\n\n".join(value for name, value in post.fields if name not in ("key", "stamp"))
        yield {"words": typed, "ended": post.ends_at}


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
