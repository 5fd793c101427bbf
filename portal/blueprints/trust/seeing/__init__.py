"""Who can see what: a person's things, each with whoever can see it today."""

from portal.blueprints.trust.seeing.pages import SeenPage, pages_seen
from portal.blueprints.trust.seeing.people import Circle, circles_of
from portal.blueprints.trust.seeing.things import (
    SeenReflection,
    SeenWork,
    labels_for,
    reflections_seen,
    works_seen,
)

__all__ = [
    "Circle",
    "SeenPage",
    "SeenReflection",
    "SeenWork",
    "circles_of",
    "labels_for",
    "pages_seen",
    "reflections_seen",
    "works_seen",
]
