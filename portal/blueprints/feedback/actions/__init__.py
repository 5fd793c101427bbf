"""What changes an answer: saving the draft, throwing it away, giving it."""

from portal.blueprints.feedback.actions.drafts import open_draft, save_draft, throw_away
from portal.blueprints.feedback.actions.giving import Missing, NotWhole, give, what_is_missing
from portal.blueprints.feedback.actions.typed import Typed, TypedStep

__all__ = [
    "Missing",
    "NotWhole",
    "Typed",
    "TypedStep",
    "give",
    "open_draft",
    "save_draft",
    "throw_away",
    "what_is_missing",
]
