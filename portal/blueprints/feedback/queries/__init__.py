"""What the pages of a mentor read."""

from portal.blueprints.feedback.queries.answer import Answer, find_own_draft, read_answer
from portal.blueprints.feedback.queries.desk import Desk, find_to_answer, find_to_save, read_desk
from portal.blueprints.feedback.queries.learners import find_learner, learners_of, read_learner
from portal.blueprints.feedback.queries.queue import (
    answers_lately,
    replies_waiting,
    works_waiting,
)

__all__ = [
    "Answer",
    "Desk",
    "answers_lately",
    "find_learner",
    "find_own_draft",
    "find_to_answer",
    "find_to_save",
    "learners_of",
    "read_answer",
    "read_desk",
    "read_learner",
    "replies_waiting",
    "works_waiting",
]
