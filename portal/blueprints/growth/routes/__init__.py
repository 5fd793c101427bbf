"""The pages of growth: a learner's skills over time, and the coordinator's numbers."""

from portal.blueprints.growth.routes import learner, numbers
from portal.blueprints.growth.routes.blueprint import bp

__all__ = ["bp", "learner", "numbers"]
