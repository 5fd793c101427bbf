"""The pages of work."""

from portal.blueprints.work.routes import comparison, drafts, sending, works
from portal.blueprints.work.routes.blueprint import bp

__all__ = ["bp", "comparison", "drafts", "sending", "works"]
