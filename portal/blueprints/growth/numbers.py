"""The coordinator's numbers: each with its value, its unit and what it means in one sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from statistics import median
from uuid import UUID

from babel.numbers import format_decimal
from markupsafe import Markup

from portal.blueprints.growth import pictures
from portal.blueprints.growth.counting import Counted
from portal.blueprints.growth.queries import LevelCount, Pieces, Steps, Waited
from portal.dates import locale
from portal.words import gettext as _
from portal.words import ngettext


@dataclass(frozen=True, slots=True)
class Number:
    """One number; without a value there is nothing yet that it could be made of."""

    what: str
    value: float | None
    unit: str
    means: str

    in_days: bool = False

    @property
    def shown(self) -> str:
        """Say the value as it is written where the reader lives."""
        if self.value is None:
            return ""
        number = format_decimal(self.value, locale=locale())
        if self.in_days:
            return ngettext("%(number)s day", "%(number)s days", ceil(self.value), number=number)
        return number


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that belong together, with their picture."""

    title: str
    numbers: tuple[Number, ...]
    picture: Markup


@dataclass(frozen=True, slots=True)
class CriterionLevels:
    """One criterion with how many works had which level at first and at last."""

    rubric: str
    name: str
    levels: tuple[LevelCount, ...]
    picture: Markup


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers of a programme or a cohort."""

    groups: tuple[Group, ...]
    criteria: tuple[CriterionLevels, ...]
    empty: bool


def numbers_of(counted: Counted) -> Numbers:
    """Say in words and pictures what was counted."""
    groups = (
        _waiting(counted.waits),
        _pieces(counted.pieces),
        _steps(counted.steps),
        _people(counted.learners, counted.quiet),
    )
    return Numbers(groups, _criteria(counted.levels), empty=not counted.pieces.sent)


def _waiting(waits: Sequence[Waited]) -> Group:
    given = [one for one in waits if one.answered]
    waiting = [one for one in waits if not one.answered]
    title = _("Waiting for an answer")
    return Group(title, (*_given(given), *_still_waiting(waiting)), pictures.waits(given))


def _given(given: Sequence[Waited]) -> Iterator[Number]:
    unit = _("answers")
    yield _in_days(
        _("Middle waiting time"),
        middle_of(given),
        _("Half of the answers came after this many days or fewer, counted from sending."),
    )
    yield _in_days(
        _("Longest waiting time"),
        max((one.days for one in given), default=None),
        _("The days from sending to the answer that took longest."),
    )
    means = _("The answers that mentors gave, each to one version.")
    yield Number(_("Answers given"), _sum(given), unit, means)
    means = _("Those that came within the days promised by the task, or else the programme.")
    in_time = _sum(one for one in given if one.in_time) if given else None
    yield Number(_("Given as promised"), in_time, unit, means)


def _still_waiting(waiting: Sequence[Waited]) -> Iterator[Number]:
    means = _("The works that are sent and have no answer yet.")
    yield Number(_("Waiting now"), _sum(waiting), _("works"), means)
    yield _in_days(
        _("Longest wait now"),
        max((one.days for one in waiting), default=None),
        _("The days that the oldest of them has waited until today."),
    )


def _in_days(what: str, value: float | None, means: str) -> Number:
    return Number(what, value, _("days"), means, in_days=True)


def middle_of(waits: Sequence[Waited]) -> float | None:
    """Return the middle of the days that were waited; between two, half the way."""
    every = [one.days for one in sorted(waits, key=_days) for _number in range(one.count)]
    return median(every) if every else None


def _days(one: Waited) -> int:
    return one.days


def _pieces(pieces: Pieces) -> Group:
    works = _("works")
    sent = Number(
        _("Sent"), pieces.sent, works, _("The works of which one version or more was sent.")
    )
    revised = Number(
        _("Revised"), pieces.revised, works, _("Those of which a second version was sent.")
    )
    achieved = Number(
        _("Achieved"),
        pieces.achieved,
        works,
        _("Those whose last answer says that it is achieved."),
    )
    return _group(_("Pieces of work"), sent, revised, achieved)


def _steps(steps: Steps) -> Group:
    unit = _("steps")
    every = Number(
        _("Open and done"),
        steps.all,
        unit,
        _("The next steps that learners have in this programme."),
    )
    done = Number(_("Done"), steps.done, unit, _("Those that the learner marked as done."))
    return _group(_("Next steps"), every, done)


def _people(learners: int, quiet: int) -> Group:
    unit = _("people")
    here = Number(
        _("Learners"), learners, unit, _("The people who learn here now, without those who left.")
    )
    means = _("Those not here for 14 days, or with a next step that is 14 days overdue.")
    return _group(_("People"), here, Number(_("Quiet"), quiet, unit, means))


def _group(title: str, *numbers: Number) -> Group:
    return Group(title, numbers, pictures.side_by_side((n.what, n.value or 0) for n in numbers))


def _criteria(levels: Sequence[LevelCount]) -> tuple[CriterionLevels, ...]:
    def criterion(level: LevelCount) -> tuple[str, UUID, str]:
        return level.title, level.rubric_id, level.criterion

    found = []
    for (title, _rubric_id, name), group in groupby(levels, key=criterion):
        rows = tuple(group)
        found.append(CriterionLevels(title, name, rows, pictures.levels(rows)))
    return tuple(found)


def _sum(waits: Iterable[Waited]) -> int:
    return sum(one.count for one in waits)
