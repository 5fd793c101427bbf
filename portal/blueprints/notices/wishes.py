"""How a person wants to be told of each kind of news."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from portal.models import News, Person, Role, Wish
from portal.once import check_stamp


class Way(StrEnum):
    """The ways in which news comes; all of it is in the portal anyway."""

    MAIL = "mail"
    TEXT = "text"
    NONE = "none"


LEARNERS = (
    News.FEEDBACK,
    News.PROMISE,
    News.ADDITION,
    News.REPLY,
    News.STEP_DUE,
    News.LINK_ENDS,
    News.LINK_ANSWER,
    News.QUESTION,
    News.REPORT,
)
MENTORS = (
    News.NEW_WORK,
    News.PROMISE,
    News.REPLY,
    News.QUESTION,
    News.HAND_OVER,
    News.REPORT,
)
KINDS = {
    Role.LEARNER: LEARNERS,
    Role.MENTOR: MENTORS,
    Role.COORDINATOR: (News.REPORT,),
}


def kinds_for(person: Person) -> list[News]:
    """Return the kinds of news that come to her in her roles; to nobody yet, a learner's."""
    roles = {Role(member.role) for member in person.memberships if member.ended_on is None}
    wanted = {kind for role in roles or {Role.LEARNER} for kind in KINDS[role]}
    return [kind for kind in News if kind in wanted]


def ways_to(person: Person) -> list[Way]:
    """Return the ways by which she can be reached, the usual one first."""
    reached = {Way.MAIL: person.email, Way.TEXT: person.phone, Way.NONE: "always"}
    return [way for way, address in reached.items() if address]


def way_for(person: Person, wish: str | None) -> Way:
    """Return the wished way, or the usual one where nothing is wished or the way is gone."""
    ways = ways_to(person)
    return Way(wish) if wish in ways else ways[0]


def way_of(session: Session, person: Person, kind: News) -> Way:
    """Return by which way she is told of this kind of news."""
    wish = session.get(Wish, (person.id, kind))
    return way_for(person, wish.channel if wish else None)


def ways_of(session: Session, person: Person) -> dict[News, Way]:
    """Return by which way she is told of each kind that comes to her."""
    rows = session.execute(select(Wish.kind, Wish.channel).where(Wish.person_id == person.id))
    wished = {row.kind: row.channel for row in rows}
    return {kind: way_for(person, wished.get(kind)) for kind in kinds_for(person)}


def wish(session: Session, person: Person, wished: Mapping[News, Way]) -> None:
    """Keep by which ways she wants to be told."""
    for kind, way in wished.items():
        session.merge(Wish(person_id=person.id, kind=kind, channel=way))
    session.flush()


def change_wishes(
    session: Session,
    person: Person,
    wished: Mapping[News, Way],
    *,
    quiet_from: int,
    quiet_to: int,
    stamp: int | None,
    theirs: Mapping[str, str],
    labels: Mapping[str, Mapping[str, str]],
) -> None:
    """Keep her wishes and quiet hours (minutes of the day), unless they changed meanwhile."""
    check_stamp(person, stamp, theirs=theirs, labels=labels)
    person.quiet_from, person.quiet_to = quiet_from, quiet_to
    flag_modified(person, "quiet_from")  # a new stamp, also where only a wish changed
    wish(session, person, wished)
