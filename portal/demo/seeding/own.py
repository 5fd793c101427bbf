"""What learners write for themselves and show to others."""

from datetime import timedelta
from uuid import UUID

from portal import tokens
from portal.blueprints.shares.addresses import secret_of
from portal.demo.seeding.content import words
from portal.demo.seeding.hand import Hand, Made
from portal.demo.seeding.sheet import id_at
from portal.models import (
    Opening,
    Page,
    Piece,
    PieceSkill,
    Portfolio,
    Reflection,
    Share,
    Step,
)

PAGES = ("What I can do", "My way")
LASTS = timedelta(days=60)
OWN_WORDS = 6  # reflections of a learner


def write_own(hand: Hand, made: list[Made], *, server_key: str) -> None:
    """Write reflections and own steps; half of the learners also show something."""
    answered = [each for each in made if each.feedback_id]
    for each in made[:OWN_WORDS]:
        _reflect(hand, each)
    for _ in range(2):
        _step(hand)
    met = [each for each in answered if each.met]
    if hand.learner.number % 2 == 0 and met:
        _portfolio(hand, met[:4], server_key)


def _reflect(hand: Hand, about: Made) -> None:
    at = hand.crowd.midnight - timedelta(days=hand.chance.randrange(1, 250))
    shared = hand.chance.random() < 0.5
    hand.crowd.sheet.add(
        Reflection,
        at,
        hand.chance,
        person_id=hand.learner.id,
        work_id=None if about.feedback_id else about.work.id,
        feedback_id=about.feedback_id,
        words=hand.chance.choice(words("reflections")),
        shared_in_id=hand.programme_id if shared else None,
        shared_at=at if shared else None,
    )


def _step(hand: Hand) -> None:
    at = hand.crowd.midnight - timedelta(days=hand.chance.randrange(1, 60))
    done = hand.chance.random() < 0.5
    hand.crowd.sheet.add(
        Step,
        at,
        hand.chance,
        person_id=hand.learner.id,
        programme_id=hand.programme_id,
        words=hand.chance.choice(words("steps")),
        due_on=(at + timedelta(days=10)).date(),
        done_at=at + timedelta(hours=20) if done else None,
        done_words="",
    )


def _portfolio(hand: Hand, met: list[Made], server_key: str) -> None:
    at, sheet = hand.crowd.midnight - timedelta(days=10), hand.crowd.sheet
    title = f"{hand.learner.name}: my work"
    own = sheet.add(Portfolio, at, hand.chance, person_id=hand.learner.id, title=title)
    for position, name in enumerate(PAGES, 1):
        page = sheet.add(Page, at, hand.chance, portfolio_id=own, position=position, title=name)
        for place, each in enumerate(met[position - 1 :: len(PAGES)], 1):
            _piece(hand, page, place, each)
    if hand.learner.number % 6 == 0:
        _share(hand, own, server_key)


def _piece(hand: Hand, page_id: UUID, position: int, made: Made) -> None:
    at = hand.crowd.midnight - timedelta(days=9)
    piece = hand.crowd.sheet.add(
        Piece,
        at,
        hand.chance,
        page_id=page_id,
        position=position,
        version_id=made.id,
        shows="I do it by myself, and I know when to ask.",
    )
    skill = hand.chance.choice(hand.crowd.room.skills)
    hand.crowd.sheet.put(PieceSkill, piece_id=piece, skill_id=skill)


def _share(hand: Hand, portfolio_id: UUID, server_key: str) -> None:
    at = hand.crowd.midnight - timedelta(days=8)
    own = id_at(at, hand.chance)
    hand.crowd.sheet.put(
        Share,
        id=own,
        created_at=at,
        person_id=hand.learner.id,
        portfolio_id=portfolio_id,
        label=hand.chance.choice(words("labels")),
        secret_hash=tokens.hash_of(secret_of(server_key, own, 1)),
        ends_on=(at + LASTS).date(),
    )
    for ago in (6, 3):
        day = (hand.crowd.midnight - timedelta(days=ago)).date()
        hand.crowd.sheet.put(
            Opening, share_id=own, day=day, times=hand.chance.randint(1, 4), scans=1
        )
