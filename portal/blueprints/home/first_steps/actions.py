"""What changes in the first steps: how far somebody came, and what a learner says of herself."""

from uuid import UUID

from sqlalchemy.orm import Session

from portal import log, tokens
from portal.blueprints.home.first_steps.standing import LEARNER, MENTOR
from portal.blueprints.notices import wishes
from portal.blueprints.notices.wishes import Way
from portal.models import FirstStep, Person
from portal.once import Changed

WORDS = ("goals", "times")  # what a learner says of herself, by its column


def lead(session: Session, person_id: UUID, step: FirstStep) -> None:
    """Note that her first page led her here; it does so once."""
    person = session.get(Person, person_id)
    if person:
        go_on(session, person, step)


def go_on(session: Session, person: Person, step: FirstStep) -> None:
    """Note how far she came; going back to an earlier step changes nothing."""
    steps = LEARNER if step in LEARNER else MENTOR
    further = (*steps[steps.index(step) :], FirstStep.FINISHED)
    if person.first_step not in further:
        person.first_step = step
        session.flush()


def finish(session: Session, person: Person) -> None:
    """Offer the first steps no more; she finds them in her settings."""
    if person.first_step != FirstStep.FINISHED:
        person.first_step = FirstStep.FINISHED
        log.record(session, "ended first steps", person_id=person.id, about_id=person.id)
        session.flush()


def say(session: Session, person: Person, *, about: str, words: str, stamp: int | None) -> None:
    """Keep what she wants to be able to do, or when she has time, for her and her mentors.

    Raises Changed when it is not as it was when she began.
    """
    saved = said(person, about)
    if saved == words:
        return
    if stamp != stamp_of(saved):
        raise Changed(stamp_of(saved), {"words": saved})
    setattr(person, about, words or None)
    log.record(session, f"said {about}", person_id=person.id, about_id=person.id)
    session.flush()


def said(person: Person, about: str) -> str:
    """Return what she said of `goals` or `times`."""
    return getattr(person, about) or ""


def stamp_of(words: str) -> int:
    """Return a number that stands for the words: coming here changes the person's own stamp."""
    return int(tokens.hash_of(words)[:12], 16)


def save_data(session: Session, person: Person, *, text_only: bool) -> None:
    """Show her no pictures until she asks for them, or show them."""
    person.text_only = text_only
    session.flush()


def reach_by(session: Session, person: Person, way: Way) -> None:
    """Tell her of every kind of news by this way; what is so already is left alone."""
    now = wishes.ways_of(session, person)
    wishes.wish(session, person, {kind: way for kind, before in now.items() if before != way})


def way_now(session: Session, person: Person) -> Way | None:
    """Return the one way by which she is told of everything, or None when they differ."""
    ways = set(wishes.ways_of(session, person).values())
    return ways.pop() if len(ways) == 1 else None
