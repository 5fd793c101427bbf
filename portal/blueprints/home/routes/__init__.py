"""The first screen of each role, and everybody's first steps."""

from portal.blueprints.home.routes import pages, practice, screens, steps
from portal.blueprints.home.routes.blueprint import bp

__all__ = ["bp", "pages", "practice", "screens", "steps"]
