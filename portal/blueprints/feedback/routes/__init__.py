"""The pages of answers: queue, desk, giving, learners, and the answer itself."""

from portal.blueprints.feedback.routes import (
    answers,
    days,
    desk,
    giving,
    handing,
    learners,
    phrases,
    pinning,
    questions,
    queue,
)
from portal.blueprints.feedback.routes.blueprint import bp

__all__ = [
    "answers",
    "bp",
    "days",
    "desk",
    "giving",
    "handing",
    "learners",
    "phrases",
    "pinning",
    "questions",
    "queue",
]
