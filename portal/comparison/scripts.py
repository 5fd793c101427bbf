"""The shortest way from one sequence to another, or none if looking for it takes too long."""

from collections.abc import Sequence
from dataclasses import dataclass

Script = list[tuple[bool, bool, str]]  # in the old?, in the new?, the text


@dataclass
class Patience:
    """How many steps one comparison may still take, over all its parts."""

    steps: int = 600_000


def shortest_script(old: Sequence[str], new: Sequence[str], patience: Patience) -> Script | None:
    """Return the shortest way from old to new, or None if it is too long to look for."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle = _shortest(old[head : len(old) - tail], new[head : len(new) - tail], patience)
    if middle is None:
        return None
    end = [(True, True, text) for text in old[len(old) - tail :]]
    return [(True, True, text) for text in old[:head]] + middle + end


def _shortest(old: Sequence[str], new: Sequence[str], patience: Patience) -> Script | None:
    """Find the shortest script by Myers' greedy method (1986), with a limit on its steps."""
    middle = len(old) + len(new) + 1
    reach, trail = [0] * (2 * middle + 1), list[list[int]]()
    for edits in range(middle):
        trail.append(reach[middle - edits - 1 : middle + edits + 2])
        for line in range(-edits, edits + 1, 2):
            x = from_x = _next_start(reach, middle, line, edits)
            while x < len(old) and x - line < len(new) and old[x] == new[x - line]:
                x += 1
            patience.steps -= x - from_x + 3
            reach[middle + line] = x
            if x >= len(old) and x - line >= len(new):
                return _walk_back(old, new, trail)
        if patience.steps < 0:
            return None
    return []


def _next_start(reach: list[int], middle: int, line: int, edits: int) -> int:
    """Return from where a diagonal goes on: one word removed, or one word added."""
    if _comes_from_above(reach, middle, line, edits):
        return reach[middle + line + 1]
    return reach[middle + line - 1] + 1


def _comes_from_above(reach: list[int], middle: int, line: int, edits: int) -> bool:
    if line in (-edits, edits):
        return line == -edits
    return reach[middle + line - 1] < reach[middle + line + 1]


def _walk_back(old: Sequence[str], new: Sequence[str], trail: list[list[int]]) -> Script:
    """Follow the trail from the end to the beginning and return the script."""
    script: Script = []
    x, y = len(old), len(new)
    for edits in range(len(trail) - 1, -1, -1):
        reach, middle, line = trail[edits], edits + 1, x - y
        added = _comes_from_above(reach, middle, line, edits)
        before = line + 1 if added else line - 1
        from_x = reach[middle + before]
        from_y = from_x - before
        while x > from_x + (0 if added else 1) and y > from_y + (1 if added else 0):
            x, y = x - 1, y - 1
            script.append((True, True, old[x]))
        if edits:
            script.append((False, True, new[from_y]) if added else (True, False, old[from_x]))
        x, y = from_x, from_y
    return script[::-1]
