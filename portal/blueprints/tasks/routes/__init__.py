"""Tasks, as a learner reads them and as a coordinator writes them."""

from portal.blueprints.tasks.routes import copying, reading, writing
from portal.blueprints.tasks.routes.blueprint import bp

__all__ = ["bp", "copying", "reading", "writing"]
