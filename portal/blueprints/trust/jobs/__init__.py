"""Later work, in parts; each registers its handlers when it is imported here."""

from portal.blueprints.trust.jobs import packing, reports

__all__ = ["packing", "reports"]
