"""The pages about reflections: a learner's own, and the questions that a programme asks."""

from portal.blueprints.reflections.routes import own, prompts
from portal.blueprints.reflections.routes.blueprint import bp

__all__ = ["bp", "own", "prompts"]
