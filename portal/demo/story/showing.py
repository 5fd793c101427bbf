"""What learners write for themselves and show to others."""

from __future__ import annotations

from dataclasses import dataclass

from portal.demo.story.pieces import Picture
from portal.demo.story.times import When


@dataclass(frozen=True)
class Reflection:
    """A learner's own words; about a work, or about the answer to one version of it."""

    key: str
    person: str
    words: str
    written: When
    asked: str = ""
    work: str | None = None
    answer_to: int | None = None
    shared: When | None = None
    shared_in: str | None = None


@dataclass(frozen=True)
class OwnStep:
    """A next thing to do that the learner wrote down herself."""

    person: str
    words: str
    added: When
    programme: str | None = None
    due: When | None = None
    done: When | None = None
    done_words: str = ""


@dataclass(frozen=True)
class Piece:
    """A sent version of a work, a reflection, a picture or a text, and what it shows."""

    key: str
    shows: str
    skills: tuple[str, ...]
    work: str | None = None
    version: int | None = None
    reflection: str | None = None
    picture: Picture | None = None
    text: str | None = None


@dataclass(frozen=True)
class Page:
    """Pieces in the learner's order."""

    key: str
    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Opening:
    """How often a link was opened on a day, by people and by robots."""

    day: When
    times: int
    scans: int = 0


@dataclass(frozen=True)
class ShareAnswer:
    """What somebody who opened a link wrote back."""

    name: str
    reach: str
    words: str
    at: When


@dataclass(frozen=True)
class Share:
    """A link to the whole portfolio, to a page or to a piece, made for someone."""

    key: str
    label: str
    made: When
    ends: When
    portfolio: bool = False
    page: str | None = None
    piece: str | None = None
    off: When | None = None
    openings: tuple[Opening, ...] = ()
    answers: tuple[ShareAnswer, ...] = ()


@dataclass(frozen=True)
class Portfolio:
    """The pages of one person."""

    person: str
    title: str
    about: str
    started: When
    pages: tuple[Page, ...]
    shares: tuple[Share, ...]
