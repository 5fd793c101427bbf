"""The ways in, one's settings, and what was held."""

from portal.blueprints.accounts.routes import (
    addresses,
    cards,
    codes,
    devices,
    held,
    languages,
    my_card,
    my_second_factor,
    second_factor,
    settings,
    signing,
    terms,
)
from portal.blueprints.accounts.routes.blueprint import bp

__all__ = [
    "addresses",
    "bp",
    "cards",
    "codes",
    "devices",
    "held",
    "languages",
    "my_card",
    "my_second_factor",
    "second_factor",
    "settings",
    "signing",
    "terms",
]
