"""The views, in parts; each registers itself on the one blueprint."""

from portal.blueprints.trust.routes import (
    closing,
    consents,
    exporting,
    openings,
    reports,
    seeing,
)
from portal.blueprints.trust.routes.blueprint import bp

__all__ = ["bp", "closing", "consents", "exporting", "openings", "reports", "seeing"]
