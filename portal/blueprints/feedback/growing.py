"""How a skill grew: the levels of one answer after the other, in words and as stairs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from babel.lists import format_list
from markupsafe import Markup

from portal.dates import local_day, locale, plain_day
from portal.languages import is_right_to_left
from portal.stairs import Bar, draw
from portal.words import gettext as _
from portal.words import language

DRAWN = 8  # answers in one drawing


class Given(NamedTuple):
    """One mark of a given answer: the level, its place among how many, and where it stands."""

    skill: str | None
    criterion: str
    level: str
    place: int
    of: int
    met: bool
    at: datetime
    address: str


@dataclass(frozen=True, slots=True)
class Way:
    """One criterion with the levels that were given, the oldest first."""

    criterion: str
    levels: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """One skill over time; without a name it holds what belongs to no skill."""

    skill: str
    stairs: Markup
    newest: str  # the levels of the last answer, and those of the one before
    before: str
    at: datetime
    ways: tuple[Way, ...]


def growth_in(marks: Iterable[Given], *, zone: str) -> tuple[Growth, ...]:
    """Return how each skill grew, the one that was marked last first; no skill comes last."""
    skills: dict[str, list[Given]] = {}
    for mark in marks:
        skills.setdefault(mark.skill or "", []).append(mark)
    grown = [_growth(name, sorted(own, key=_when), zone) for name, own in skills.items()]
    return tuple(sorted(grown, key=lambda one: (bool(one.skill), one.at), reverse=True))


def _growth(skill: str, marks: Sequence[Given], zone: str) -> Growth:
    answers = [list(group) for _at, group in groupby(marks, key=_when)]
    said = [_names(one) for one in answers[-2:]]
    return Growth(
        skill=skill,
        stairs=_stairs(skill, answers[-DRAWN:], zone) if skill else Markup(),
        newest=said[-1],
        before=said[0] if len(said) > 1 and said[0] != said[1] else "",
        at=marks[-1].at,
        ways=_ways(marks),
    )


def _stairs(skill: str, answers: Sequence[Sequence[Given]], zone: str) -> Markup:
    days = [
        _("%(levels)s on %(day)s", levels=_names(one), day=plain_day(local_day(one[0].at, zone)))
        for one in answers
    ]
    bars = [[Bar(mark.place / mark.of, mark.met) for mark in one] for one in answers]
    says = f"{skill}: {', '.join(days)}"
    return draw(bars, says=says, mirrored=is_right_to_left(language()))


def _names(marks: Sequence[Given]) -> str:
    """Say the levels of one answer, the lowest first and each once."""
    in_order = sorted(marks, key=lambda mark: mark.place / mark.of)
    return format_list(list(dict.fromkeys(mark.level for mark in in_order)), locale=locale())


def _ways(marks: Sequence[Given]) -> tuple[Way, ...]:
    ways: dict[str, list[Given]] = {}
    for mark in marks:
        ways.setdefault(mark.criterion, []).append(mark)
    return tuple(Way(name, tuple(levels)) for name, levels in sorted(ways.items()))


def _when(mark: Given) -> tuple[datetime, str]:
    return mark.at, mark.address
