"""The views, in parts; each registers itself on the one blueprint."""

from portal.blueprints.trust.routes import reports
from portal.blueprints.trust.routes.blueprint import bp

__all__ = ["bp", "reports"]
