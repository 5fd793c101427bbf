"""What the pages of growth read: a learner's skills, and the counts of a programme."""

from portal.blueprints.growth.queries.counts import Pieces, Steps, count_pieces, count_steps
from portal.blueprints.growth.queries.levels import LevelCount, count_levels
from portal.blueprints.growth.queries.skills import skills_of
from portal.blueprints.growth.queries.waits import Waited, count_waits

__all__ = [
    "LevelCount",
    "Pieces",
    "Steps",
    "Waited",
    "count_levels",
    "count_pieces",
    "count_steps",
    "count_waits",
    "skills_of",
]
