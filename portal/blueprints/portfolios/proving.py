"""Who said what about a piece: the rubric's words that were reached, by whom and when."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.dates import local_day
from portal.models import Feedback, Version

Abouts = dict[tuple[UUID, UUID], str]  # what mentors say of themselves, by person and programme


@dataclass(frozen=True, slots=True)
class Proof:
    """One criterion and the sentence that describes the work."""

    criterion: str
    words: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a mentor found in the work."""

    proofs: tuple[Proof, ...]
    language: str
    mentor: str
    about: str
    programme: str
    day: date


def judgement_of(version: Version, *, abouts: Abouts, zone: str) -> Judgement | None:
    """Return what the given answer says was reached; None without an answer or a met level."""
    feedback = version.feedback
    if feedback is None or feedback.given_at is None:
        return None
    proofs = _proofs(feedback)
    if not proofs:
        return None
    return Judgement(
        proofs=proofs,
        language=(version.edition.language if version.edition else "en").replace("_", "-"),
        mentor=feedback.mentor.name,
        about=abouts.get((feedback.mentor_id, feedback.programme_id), ""),
        programme=version.work.programme.name,
        day=local_day(feedback.given_at, zone),
    )


def _proofs(feedback: Feedback) -> tuple[Proof, ...]:
    met = [(mark.criterion, mark.level) for mark in feedback.marks if mark.level]
    in_order = sorted(met, key=lambda pair: pair[0].position)
    return tuple(Proof(criterion.name, level.words) for criterion, level in in_order if level.met)
