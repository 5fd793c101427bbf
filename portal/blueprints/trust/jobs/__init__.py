"""Later work, in parts; each registers its handlers when it is imported here."""

from portal.blueprints.trust.jobs import reports

__all__ = ["reports"]
