"""The small pictures beside the coordinator's numbers, each with its words."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from portal.blueprints.growth.queries import LevelCount, Waited
from portal.languages import is_right_to_left
from portal.stairs import Bar, draw
from portal.words import gettext as _
from portal.words import language, ngettext

MOST_DAYS = 14  # the last bar holds all that waited longer


def side_by_side(counts: Iterable[tuple[str, float]]) -> Markup:
    """Draw one bar for each count."""
    counts = list(counts)
    most = max((count for _what, count in counts), default=0)
    if not most:
        return Markup()
    says = ", ".join(f"{what}: {count:g}" for what, count in counts)
    return _drawn([[Bar(count / most)] for _what, count in counts], says)


def waits(given: Sequence[Waited]) -> Markup:
    """Draw how many answers came after so many days: filled in time, outlined later."""
    if not given:
        return Markup()
    in_time, late = [0] * (MOST_DAYS + 1), [0] * (MOST_DAYS + 1)
    for one in given:
        (in_time if one.in_time else late)[min(one.days, MOST_DAYS)] += one.count
    most, last = max(*in_time, *late), max(min(one.days, MOST_DAYS) for one in given)
    groups = [
        [Bar(count / most, full) for count, full in pair if count] or [Bar(0)]
        for pair in zip(_each(in_time, full=True), _each(late, full=False), strict=True)
    ]
    return _drawn(groups[: last + 1], _say_waits(in_time, late))


def _each(counts: Sequence[int], *, full: bool) -> list[tuple[int, bool]]:
    return [(count, full) for count in counts]


def _say_waits(in_time: Sequence[int], late: Sequence[int]) -> str:
    said = []
    for days, count in enumerate(a + b for a, b in zip(in_time, late, strict=True)):
        if count:
            after = ngettext(
                "after %(num)s day: %(count)s", "after %(num)s days: %(count)s", days, count=count
            )
            said.append(after)
    return _("Answers that came %(list)s", list=", ".join(said))


def levels(rows: Sequence[LevelCount]) -> Markup:
    """Draw the first levels and the last ones beside each other, filled where they are enough."""
    groups = []
    for counts in ([row.first for row in rows], [row.last for row in rows]):
        most = max(sum(counts), 1)
        pairs = zip(rows, counts, strict=True)
        groups.append([Bar(count / most, row.met) for row, count in pairs])
    said = [
        _(
            "%(level)s: first %(first)s, last %(last)s",
            level=row.level,
            first=row.first,
            last=row.last,
        )
        for row in rows
    ]
    return _drawn(groups, ", ".join(said))


def _drawn(groups: Sequence[Sequence[Bar]], says: str) -> Markup:
    return draw(groups, says=says, mirrored=is_right_to_left(language()))
