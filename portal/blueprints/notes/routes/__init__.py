"""The pages of notes."""

from portal.blueprints.notes.routes import changing, replies
from portal.blueprints.notes.routes.blueprint import bp

__all__ = ["bp", "changing", "replies"]
