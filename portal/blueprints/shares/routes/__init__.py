"""The addresses of links: hers, and the one that an employer opens."""

from portal.blueprints.shares.routes import answering, links, opening
from portal.blueprints.shares.routes.blueprint import bp

__all__ = ["answering", "bp", "links", "opening"]
