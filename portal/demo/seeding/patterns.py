"""Works of the story as patterns: what was written, and what was answered to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from portal.demo.seeding.content import words
from portal.demo.story import Story
from portal.demo.story.works import Feedback, Note, Version, Work
from portal.markup import Rendered, render
from portal.places import Place, find_quote


@dataclass(frozen=True, slots=True)
class Pattern:
    """One work of the story; each of its versions stands with an answer to it."""

    title: str
    versions: tuple[tuple[Version, Feedback], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as it is kept."""

    source: str
    rendered: Rendered


def patterns_of(story: Story) -> Mapping[str | None, tuple[Pattern, ...]]:
    """Return the patterns by the key of their task; None for works of the learner's own."""
    found: dict[str | None, tuple[Pattern, ...]] = {}
    for work in story.works:
        pattern = Pattern(work.title, tuple(_with_answers(story, work)))
        found[work.task] = (*found.get(work.task, ()), pattern)
    return found


def _with_answers(story: Story, work: Work) -> list[tuple[Version, Feedback]]:
    rubric = story.rubric_of(work)
    alike = [other for other in story.works if story.rubric_of(other) == rubric]
    whole = [answer for other in alike for answer in _whole_answers(other, rubric is not None)]
    return [
        (version, version.feedback if version.feedback in whole else whole[number % len(whole)])
        for number, version in enumerate(work.versions)
    ]


def _whole_answers(work: Work, marked: bool) -> list[Feedback]:
    answers = [version.feedback for version in work.versions if version.feedback]
    return [each for each in answers if each.given and each.steps and (each.marks or not marked)]


@cache
def draft_of(source: str, closing: int) -> Draft:
    """Return the text with one more sentence at its end."""
    whole = f"{source}\n\n{words('closings')[closing]}"
    return Draft(whole, render(whole))


def place_of(draft: Draft, note: Note) -> Place | None:
    """Return where the words of a note stand in the text, if they do."""
    return _find(draft.rendered.plain, note.quote) if note.quote else None


@cache
def _find(plain: str, quote: str) -> Place | None:
    return find_quote(plain, quote)
