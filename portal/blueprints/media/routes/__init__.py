"""The addresses of files: those that are kept, and those on their way."""

from portal.blueprints.media.routes import files, uploads
from portal.blueprints.media.routes.blueprint import bp

__all__ = ["bp", "files", "uploads"]
