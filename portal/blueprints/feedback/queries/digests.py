"""The digest of an answer as it is shown: what is given is what was looked at."""

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy.orm import Session

from portal.blueprints.feedback.queries.parts import (
    NextStep,
    SeenCriterion,
    read_criteria,
    read_steps,
)
from portal.blueprints.notes.queries import PinnedNote, read_notes
from portal.models import Feedback, Version


def digest_of_answer(
    outcome: str | None,
    summary: str,
    criteria: Sequence[SeenCriterion],
    steps: Sequence[NextStep],
    notes: Sequence[PinnedNote],
) -> str:
    """Return SHA-256 (hex) over everything in an answer that the learner will see."""
    parts = {
        "outcome": outcome,
        "summary": summary,
        "marks": [[str(one.id), one.level and str(one.level.id), one.comment] for one in criteria],
        "steps": [[step.words, step.due_on and step.due_on.isoformat()] for step in steps],
        "notes": [_place(note) for note in notes],
    }
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_now(session: Session, feedback: Feedback) -> str:
    """Return the digest of an answer as it is saved now."""
    version = session.get_one(Version, feedback.version_id)
    return digest_of_answer(
        feedback.outcome,
        feedback.summary,
        read_criteria(session, version, feedback.id),
        read_steps(session, feedback.id),
        read_notes(session, feedback.id),
    )


def _place(note: PinnedNote) -> list[object]:
    media = note.media_id and str(note.media_id)
    return [str(note.id), media, note.start, note.stop, note.x, note.y, note.words]
