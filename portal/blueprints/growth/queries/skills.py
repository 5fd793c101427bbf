"""What a learner's pages about her growth read."""

from sqlalchemy.orm import Session

from portal.blueprints.feedback.growing import Growth
from portal.blueprints.feedback.queries.history import growth_of
from portal.models import Person

SHORT = 120  # marks: enough for a short look at what was marked last


def skills_of(session: Session, learner: Person) -> tuple[Growth, ...]:
    """Return how her skills grew lately, for the first page and the portfolio."""
    return tuple(one for one in growth_of(session, learner, learner.id, most=SHORT) if one.skill)
