"""What changed between two texts, word by word, in any script and in bounded time.

Sentences are compared first, then the words of those that changed. A comparison that takes
too many steps, or finds too little in common, shows the old words and then the new ones.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from portal.comparison.scripts import Patience, Script, shortest_script
from portal.comparison.words import sentences, words

Kind = Literal["same", "added", "removed", "skipped"]

_LEAST_ALIKE = 0.3
_SHORT = 12


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
    patience = Patience()
    for before, after in _groups(sentences(old), sentences(new), patience):
        if before == after:
            changes.append(Change("same", "".join(before)))
        else:
            changes += _words_changed("".join(before), "".join(after), patience)
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


def _groups(
    old: list[str], new: list[str], patience: Patience
) -> Iterator[tuple[list[str], list[str]]]:
    """Return runs of sentences that are the same, or have to be looked into.

    White space alone, though the same, does not part two changed sentences.
    """
    before: list[str] = []
    after: list[str] = []
    script = shortest_script(old, new, patience)
    if script is None:
        yield old, new
        return
    for in_old, in_new, sentence in script:
        if in_old and in_new and not (sentence.isspace() and (before or after)):
            yield from _without_common_end(before, after)
            yield [sentence], [sentence]
            before, after = [], []
        else:
            before += [sentence] * in_old
            after += [sentence] * in_new
    yield from _without_common_end(before, after)


def _without_common_end(
    before: list[str], after: list[str]
) -> Iterator[tuple[list[str], list[str]]]:
    """Part the white space with which both end from what changed."""
    same = before[-1:] if before[-1:] == after[-1:] else []
    size = len(same)
    yield before[: len(before) - size], after[: len(after) - size]
    yield same, same


def _words_changed(old: str, new: str, patience: Patience) -> list[Change]:
    """Compare two stretches word by word, or show them whole if that would be a patchwork."""
    whole = [Change("removed", old), Change("added", new)]
    before, after = words(old), words(new)
    if _alike(before, after) < _LEAST_ALIKE:
        return whole
    script = shortest_script(before, after, patience)
    return whole if script is None else _calm(_stretches(script))


def _alike(old: Sequence[str], new: Sequence[str]) -> float:
    """Return the share of words, by their letters, that both have in whatever order."""
    ours = Counter(token for token in old if token[0].isalnum())
    others = Counter(token for token in new if token[0].isalnum())
    shorter = min(_letters_in(ours), _letters_in(others))
    return _letters_in(ours & others) / shorter if shorter else 0.0


def _letters_in(counted: Counter[str]) -> int:
    return sum(len(word) * times for word, times in counted.items())


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
    for _ in range(3):
        stretches = _less_patched(stretches)
    kinds: tuple[Kind, ...] = ("removed", "added", "same")
    parts = (zip(kinds, stretch, strict=True) for stretch in stretches)
    return [Change(kind, text) for part in parts for kind, text in part]


def _less_patched(stretches: list[list[str]]) -> list[list[str]]:
    calm: list[list[str]] = []
    for removed, added, same in stretches:
        if calm and _is_patch(calm[-1], removed, added):
            between = calm[-1][2]
            calm[-1] = [calm[-1][0] + between + removed, calm[-1][1] + between + added, same]
        else:
            calm.append([removed, added, same])
    return calm


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
