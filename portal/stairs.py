"""Stairs: bars beside each other, drawn into the page as a small SVG with its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDE, HIGH = 8, 24
CLOSE, APART = 1, 8  # between bars of one group, and between groups


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: which part of the height it has, and whether it is filled or an outline."""

    part: float
    full: bool = True


def draw(groups: Sequence[Sequence[Bar]], *, says: str, mirrored: bool = False) -> Markup:
    """Draw groups of bars on one ground line; `says` is what a screen reader reads.

    Filled or not is a difference in shape, so it is seen without colour and on paper.
    """
    placed, width = _placed(groups)
    if mirrored:
        placed = [(width - at - WIDE, bar) for at, bar in placed]
    full = "".join(_bar(at, bar) for at, bar in placed if bar.full)
    outline = "".join(_bar(at, bar) for at, bar in placed if not bar.full)
    return Markup(
        '<svg class="levels" width="{width}" height="{high}" viewBox="0 0 {width} {high}"'
        ' role="img" aria-label="{says}"><path d="{full}M0 {ground}h{width}"/>{outline}</svg>'
    ).format(
        width=width,
        high=HIGH + 1,
        ground=HIGH + 0.5,
        says=says,
        full=full,
        outline=Markup('<path fill="none" d="{}"/>').format(outline) if outline else "",
    )


def _placed(groups: Sequence[Sequence[Bar]]) -> tuple[list[tuple[int, Bar]], int]:
    """Return each bar with where it begins, and how wide all are."""
    placed, at = [], 0
    for group in groups:
        for bar in group:
            placed.append((at, bar))
            at += WIDE + CLOSE
        at += APART - CLOSE
    return placed, max(at - APART, WIDE)


def _bar(at: int, bar: Bar) -> str:
    high = round(max(0.0, min(bar.part, 1.0)) * (HIGH - 1))
    return f"M{at + 0.5} {HIGH + 0.5}v-{high}h{WIDE - 1}v{high}z" if high else ""
