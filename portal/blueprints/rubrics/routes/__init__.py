"""The rubrics of a programme, and an editor in plain forms."""

from portal.blueprints.rubrics.routes import carrying, criteria, rubrics
from portal.blueprints.rubrics.routes.blueprint import bp

__all__ = ["bp", "carrying", "criteria", "rubrics"]
