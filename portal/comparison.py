"""What changed between two texts, word by word, in any script and in bounded time.

Sentences are compared first, then the words of those that changed. A comparison that takes
too many steps, or finds too little in common, shows the old words and then the new ones.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "added", "removed", "skipped"]

_SENTENCE = re.compile(
    r"\s+|[^\s.!?…。！？؟۔।][^\n.!?…。！？؟۔।]*[.!?…。！？؟۔।]*|[.!?…。！？؟۔।]+"
)
_SIGNS = r"!-/:-@\[-^`{-~\u00a1-\u00bf\u2010-\u205e\u3000-\u303f\uff01-\uff0f،؛؟۔।॥"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNSPACED += "\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"\s+|[{_UNSPACED}]+|[{_SIGNS}]|[^\s{_SIGNS}{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_MOST_STEPS = 600_000
_LEAST_ALIKE = 0.3
_SHORT = 12

Script = list[tuple[bool, bool, str]]  # in the old?, in the new?, the text


@dataclass(frozen=True)
class Change:
    """A stretch of text that is the same in both, or was added or removed."""

    kind: Kind
    text: str


def compare(old: str, new: str) -> list[Change]:
    """Return what is the same, was removed and was added, in the order of reading.

    What is the same and removed gives exactly the old text, same and added the new one.
    """
    changes: list[Change] = []
    for before, after in _groups(_SENTENCE.findall(old), _SENTENCE.findall(new)):
        if before == after:
            changes.append(Change("same", "".join(before)))
        else:
            changes += _words_changed("".join(before), "".join(after))
    return _joined(changes)


def fold_same(changes: Iterable[Change], keep: int) -> list[Change]:
    """Fold the middle of long unchanged stretches, leaving about `keep` characters at changes.

    What is folded becomes a change of the kind `skipped`, so no text is lost.
    """
    changes = list(changes)
    folded: list[Change] = []
    for number, change in enumerate(changes):
        if change.kind != "same":
            folded.append(change)
        else:
            head = keep if number else 0
            tail = keep if number < len(changes) - 1 else 0
            folded += _fold(change.text, head, tail)
    return folded


def _fold(text: str, head: int, tail: int) -> Iterator[Change]:
    """Cut a stretch at white space into its head, a folded middle and its tail."""
    if len(text) <= 2 * (head + tail):
        yield Change("same", text)
        return
    first = _edge(text, head)
    last = len(text) - _edge(text[::-1], tail)
    parts = (
        Change("same", text[:first]),
        Change("skipped", text[first:last]),
        Change("same", text[last:]),
    )
    yield from (part for part in parts if part.text)


def _edge(text: str, size: int) -> int:
    """Return where the word that stands at this size ends, if it ends soon."""
    if not size:
        return 0
    space = re.compile(r"\s").search(text, size, size + 20)
    return space.start() if space else size


def _groups(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Return runs of sentences that are the same, or have to be looked into.

    White space alone, though the same, does not part two changed sentences.
    """
    before: list[str] = []
    after: list[str] = []
    script = _script(old, new)
    if script is None:
        yield old, new
        return
    for in_old, in_new, sentence in script:
        if in_old and in_new and not sentence.isspace():
            yield before, after
            yield [sentence], [sentence]
            before, after = [], []
        else:
            before += [sentence] * in_old
            after += [sentence] * in_new
    yield before, after


def _words_changed(old: str, new: str) -> list[Change]:
    """Compare two stretches word by word, or show them whole if that would be a patchwork."""
    whole = [Change("removed", old), Change("added", new)]
    before, after = _tokens(old), _tokens(new)
    if _alike(before, after) < _LEAST_ALIKE:
        return whole
    script = _script(before, after)
    return whole if script is None else _calm(_stretches(script))


def _tokens(text: str) -> list[str]:
    """Split a text into words, signs and white space; where no spaces are written, into letters."""
    tokens: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        tokens += _letters(token) if _IS_UNSPACED.match(token) else [token]
    return tokens


def _letters(text: str) -> list[str]:
    """Split a text into letters, each with its accents."""
    letters: list[str] = []
    for char in text:
        if letters and unicodedata.category(char).startswith("M"):
            letters[-1] += char
        else:
            letters.append(char)
    return letters


def _alike(old: Sequence[str], new: Sequence[str]) -> float:
    """Return the share of words, by their letters, that both have in whatever order."""
    words = Counter(token for token in old if token[0].isalnum())
    others = Counter(token for token in new if token[0].isalnum())
    shorter = min(_letters_in(words), _letters_in(others))
    return _letters_in(words & others) / shorter if shorter else 0.0


def _letters_in(words: Counter[str]) -> int:
    return sum(len(word) * times for word, times in words.items())


def _script(old: Sequence[str], new: Sequence[str]) -> Script | None:
    """Return the shortest way from old to new, or None if it is too long to look for."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle = _shortest(old[head : len(old) - tail], new[head : len(new) - tail])
    if middle is None:
        return None
    end = [(True, True, text) for text in old[len(old) - tail :]]
    return [(True, True, text) for text in old[:head]] + middle + end


def _shortest(old: Sequence[str], new: Sequence[str]) -> Script | None:
    """Find the shortest script by Myers' greedy method (1986), with a limit on its steps."""
    middle = len(old) + len(new) + 1
    reach, trail, steps = [0] * (2 * middle + 1), list[list[int]](), 0
    for edits in range(middle):
        trail.append(reach[middle - edits - 1 : middle + edits + 2])
        for line in range(-edits, edits + 1, 2):
            x = from_x = _next_start(reach, middle, line, edits)
            while x < len(old) and x - line < len(new) and old[x] == new[x - line]:
                x += 1
            steps += x - from_x + 3
            reach[middle + line] = x
            if x >= len(old) and x - line >= len(new):
                return _walk_back(old, new, trail)
        if steps > _MOST_STEPS:
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


def _stretches(script: Script) -> list[list[str]]:
    """Return the script as stretches of [removed, added, and then the same]."""
    stretches = [["", "", ""]]
    for in_old, in_new, text in script:
        if not (in_old and in_new) and stretches[-1][2]:
            stretches.append(["", "", ""])
        stretches[-1][2 if in_old and in_new else int(in_new)] += text
    return stretches


def _calm(stretches: list[list[str]]) -> list[Change]:
    """Join changes that only a word or a space keeps apart: a patchwork is hard to read."""
    calm: list[list[str]] = []
    for removed, added, same in stretches:
        if calm and _is_patch(calm[-1], removed, added):
            between = calm[-1][2]
            calm[-1] = [calm[-1][0] + between + removed, calm[-1][1] + between + added, same]
        else:
            calm.append([removed, added, same])
    kinds: tuple[Kind, ...] = ("removed", "added", "same")
    return [Change(kind, text) for part in calm for kind, text in zip(kinds, part, strict=True)]


def _is_patch(before: list[str], removed: str, added: str) -> bool:
    """Say whether the unchanged words between two changes are too few to help."""
    same = before[2]
    if "\n" in same or not (before[0] or before[1]):
        return False
    around = min(max(len(before[0]), len(before[1])), max(len(removed), len(added)))
    return not same.strip() or len(same) <= min(_SHORT, around)


def _joined(changes: Iterable[Change]) -> list[Change]:
    """Join neighbours of one kind and leave out what is empty."""
    joined: list[Change] = []
    for change in changes:
        if joined and change.text and joined[-1].kind == change.kind:
            joined[-1] = Change(change.kind, joined[-1].text + change.text)
        elif change.text:
            joined.append(change)
    return joined
