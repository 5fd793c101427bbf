"""What changes an answer: saving the draft, throwing it away, giving it."""

from portal.blueprints.feedback.actions.additions import add_to_answer
from portal.blueprints.feedback.actions.drafts import open_draft, save_draft, throw_away
from portal.blueprints.feedback.actions.giving import (
    Missing,
    NotAsSeen,
    NotWhole,
    give,
    what_is_missing,
)
from portal.blueprints.feedback.actions.handing import (
    NotAMentor,
    NotTheMentor,
    hand_over_answer,
    hand_over_learner,
    take_over,
)
from portal.blueprints.feedback.actions.phrases import (
    change_phrase,
    keep_phrase,
    remove_phrase,
)
from portal.blueprints.feedback.actions.typed import Typed, TypedStep

__all__ = [
    "Missing",
    "NotAMentor",
    "NotAsSeen",
    "NotTheMentor",
    "NotWhole",
    "Typed",
    "TypedStep",
    "add_to_answer",
    "change_phrase",
    "give",
    "hand_over_answer",
    "hand_over_learner",
    "keep_phrase",
    "open_draft",
    "remove_phrase",
    "save_draft",
    "take_over",
    "throw_away",
    "what_is_missing",
]
