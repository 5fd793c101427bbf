"""What the pages of a mentor read."""

from portal.blueprints.feedback.queries.answer import Answer, find_own_draft, read_answer
from portal.blueprints.feedback.queries.desk import Desk, find_to_answer, find_to_save, read_desk
from portal.blueprints.feedback.queries.handing import (
    find_open_answer,
    find_tie,
    member_page_of,
    others_in,
    own_ties,
)
from portal.blueprints.feedback.queries.learners import find_learner, learners_of, read_learner
from portal.blueprints.feedback.queries.phrases import find_phrase, phrases_for, phrases_of
from portal.blueprints.feedback.queries.queue import (
    MOST,
    answers_lately,
    replies_waiting,
    works_waiting,
)
from portal.blueprints.programmes.queries.load import MentorLoad

__all__ = [
    "MOST",
    "Answer",
    "Desk",
    "MentorLoad",
    "answers_lately",
    "find_learner",
    "find_open_answer",
    "find_own_draft",
    "find_phrase",
    "find_tie",
    "find_to_answer",
    "find_to_save",
    "learners_of",
    "member_page_of",
    "others_in",
    "own_ties",
    "phrases_for",
    "phrases_of",
    "read_answer",
    "read_desk",
    "read_learner",
    "replies_waiting",
    "works_waiting",
]
