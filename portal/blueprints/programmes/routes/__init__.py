"""The pages of the coordinator's room, and the door by which people come in."""

from portal.blueprints.programmes.routes import (
    cohorts,
    doors,
    invitations,
    members,
    overview,
    people,
    quiet,
    skills,
)
from portal.blueprints.programmes.routes.blueprint import bp

__all__ = [
    "bp",
    "cohorts",
    "doors",
    "invitations",
    "members",
    "overview",
    "people",
    "quiet",
    "skills",
]
