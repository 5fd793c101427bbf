"""The pages of the coordinator's room, and the door by which people come in."""

from portal.blueprints.programmes.routes import (
    cards,
    cohorts,
    doors,
    importing,
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
    "cards",
    "cohorts",
    "doors",
    "importing",
    "invitations",
    "members",
    "overview",
    "people",
    "quiet",
    "skills",
]
