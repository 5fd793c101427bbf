"""People: coordinators, mentors and learners, with how they come in and when they were here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from portal import tokens
from portal.blueprints.accounts.terms import TERMS, sentences_of_terms
from portal.demo.seeding.content import name
from portal.demo.seeding.rooms import Room
from portal.demo.seeding.sheet import Sheet
from portal.demo.seeding.sizes import CORE, Share
from portal.models import (
    Consent,
    DoorKey,
    DoorKind,
    FirstStep,
    Hour,
    LogLine,
    Membership,
    Mentoring,
    Person,
    Phrase,
    Role,
    Visit,
)

HOST = "@seed.example"
FIRST = timedelta(days=320)  # when mentors and coordinators came
AGO = (1, 1, 2, 3, 5, 8, 20)  # days since a learner was here
PHONE = 7_700_900_000_0  # numbers that belong to nobody
COORDINATORS, MENTORS = 900_000, 800_000  # where the numbers of their names begin


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the crowd."""

    id: UUID
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """What the making of people knows."""

    sheet: Sheet
    room: Room
    share: Share
    midnight: datetime
    password_hash: str


def coordinator(crowd: Crowd) -> Somebody:
    """Let a coordinator run the programme, with a few invitations that nobody used."""
    number = crowd.share.number
    chance, at = Random(f"coordinator {number}"), crowd.midnight - FIRST
    email = _mail("coordinator", number)
    who = _person(crowd, COORDINATORS + number, at, chance, seen=1, email=email)
    _member(crowd, who, Role.COORDINATOR, at, chance)
    _visits(crowd, who, chance, days=1)
    for _ in range(3):
        _invitation(crowd, chance)
    return who


def mentors(crowd: Crowd) -> list[Somebody]:
    """Let the mentors of the programme come, each with days and phrases."""
    return [_mentor(crowd, number) for number in crowd.share.mentors]


def _mentor(crowd: Crowd, number: int) -> Somebody:
    chance, at = Random(f"mentor {number}"), crowd.midnight - FIRST
    who = _person(crowd, MENTORS + number, at, chance, seen=2, email=_mail("mentor", number))
    _member(crowd, who, Role.MENTOR, at, chance, about="works in the trade")
    _visits(crowd, who, chance, days=2)
    own = {"mentor_id": who.id}
    for weekday in (1, 3):
        crowd.sheet.put(
            Hour,
            programme_id=crowd.room.programme_id,
            weekday=weekday,
            words="after eight in the evening",
            **own,
        )
    for criterion_id in list(crowd.room.tasks[0].judged.criteria.values())[:2]:
        said = "You ask before you act. Keep that."
        crowd.sheet.add(Phrase, at, chance, criterion_id=criterion_id, words=said, **own)
    return who


def learner(crowd: Crowd, number: int, mentors: list[Somebody]) -> tuple[Somebody, Somebody]:
    """Let one learner come into the programme; return her and her mentor."""
    chance = Random(f"learner {number}")
    at = crowd.midnight - timedelta(days=300, minutes=chance.randrange(10_000))
    without = number % 10 == 9  # somebody without an e-mail address
    email = None if without else _mail("learner", number)
    seen = chance.choice(AGO) if number else 1
    phone = f"+44{PHONE + number}"
    who = _person(crowd, number, at, chance, seen=seen, email=email, phone=phone)
    cohort = crowd.room.cohort_of(number - crowd.share.learners.start)
    _member(crowd, who, Role.LEARNER, at, chance, cohort_id=cohort)
    _visits(crowd, who, chance, days=seen)
    own = _mentor_of(number, mentors)
    tie = {"programme_id": crowd.room.programme_id, "learner_id": who.id}
    crowd.sheet.add(Mentoring, at, chance, mentor_id=own.id, **tie)
    if number >= CORE and number % 10 == 0 and len(mentors) > 2:
        other = mentors[1 + (mentors.index(own) + 1) % (len(mentors) - 1)]
        if other is not own:
            crowd.sheet.add(Mentoring, at, chance, mentor_id=other.id, **tie)
    return who, own


def _mentor_of(number: int, mentors: list[Somebody]) -> Somebody:
    """Return the first mentor for the core and for it alone, where there are others."""
    if mentors[0].number != MENTORS or len(mentors) == 1:
        return mentors[number % len(mentors)]
    return mentors[0] if number < CORE else mentors[1 + number % (len(mentors) - 1)]


def _person(
    crowd: Crowd,
    number: int,
    at: datetime,
    chance: Random,
    *,
    seen: int,
    email: str | None,
    phone: str | None = None,
) -> Somebody:
    called = name(number)
    made = crowd.sheet.add(
        Person,
        at,
        chance,
        name=called,
        email=email,
        phone=phone,
        password_hash=crowd.password_hash,
        seen_on=(crowd.midnight - timedelta(days=seen)).date(),
        first_step=FirstStep.FINISHED,
        goals="Find work that I can be proud of",
    )
    words = "\n".join(sentences_of_terms())
    own = Random(number)  # so that nothing else of the crowd changes
    crowd.sheet.add(Consent, at, own, person_id=made, kind=TERMS, words=words)
    return Somebody(made, called, number)


def _mail(role: str, number: int) -> str:
    return f"{role}-{number}{HOST}" if number else f"{role}{HOST}"


def _member(
    crowd: Crowd,
    who: Somebody,
    role: Role,
    at: datetime,
    chance: Random,
    *,
    about: str = "",
    cohort_id: UUID | None = None,
) -> None:
    programme = {"programme_id": crowd.room.programme_id}
    crowd.sheet.add(
        Membership,
        at,
        chance,
        person_id=who.id,
        cohort_id=cohort_id,
        role=role,
        about=about,
        **programme,
    )
    _log(crowd, at, chance, "came in", who, **programme)


def _visits(crowd: Crowd, who: Somebody, chance: Random, *, days: int) -> None:
    """Let her have been here, the last time so many days ago."""
    for ago in (days + 60, days + 30, days):
        at = crowd.midnight + timedelta(days=-ago, minutes=chance.randrange(600))
        crowd.sheet.add(
            Visit,
            at,
            chance,
            person_id=who.id,
            secret_hash=tokens.hash_of(f"{chance.getrandbits(128):x}"),
            own_phone=True,
            device="Chrome on Android",
            seen_on=at.date(),
            ended_at=at + timedelta(hours=1),
        )
        _log(crowd, at, chance, "signed in", who)


def _log(
    crowd: Crowd, at: datetime, chance: Random, verb: str, who: Somebody, **where: UUID
) -> None:
    crowd.sheet.add(
        LogLine,
        at,
        chance,
        person_id=who.id,
        about_id=who.id,
        verb=verb,
        subject_id=who.id,
        **where,
    )


def _invitation(crowd: Crowd, chance: Random) -> None:
    at = crowd.midnight - timedelta(days=chance.randrange(1, 6))
    crowd.sheet.add(
        DoorKey,
        at,
        chance,
        kind=DoorKind.INVITATION,
        programme_id=crowd.room.programme_id,
        cohort_id=crowd.room.cohorts[0],
        role=Role.LEARNER,
        name=name(chance.randrange(10_000)),
        secret_hash=tokens.hash_of(f"{chance.getrandbits(128):x}"),
        ends_at=at + timedelta(days=14),
    )
