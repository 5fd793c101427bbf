"""How many pieces and steps there are: counts, without a word of them."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from portal.blueprints.growth.queries.among import steps_among, works_among
from portal.models import Feedback, Step, Version, Work, WorkState


class Pieces(NamedTuple):
    """How many works were sent, sent again, and achieved."""

    sent: int = 0
    revised: int = 0
    achieved: int = 0


class Steps(NamedTuple):
    """How many next steps there are, and how many are done."""

    all: int = 0
    done: int = 0


def count_pieces(session: Session, programme_id: UUID, *, cohort_id: UUID | None = None) -> Pieces:
    """Count the works that were sent, by what became of them."""
    first = Version.number == 1
    query = (
        select(
            func.count().filter(first),
            func.count().filter(Version.number == 2),
            func.count().filter(and_(first, Work.state == WorkState.ACHIEVED)),
        )
        .select_from(Work)
        .join(Version, Version.work_id == Work.id)
        .where(*works_among(programme_id, cohort_id), Version.sent_at.is_not(None))
    )
    return Pieces(*session.execute(query).one())


def count_steps(session: Session, programme_id: UUID, *, cohort_id: UUID | None = None) -> Steps:
    """Count the next steps of the programme; those of an answer count when it is given."""
    given = select(Feedback.id).where(
        Feedback.id == Step.feedback_id, Feedback.given_at.is_not(None)
    )
    query = select(func.count(), func.count(Step.done_at)).where(
        *steps_among(programme_id, cohort_id), or_(Step.feedback_id.is_(None), given.exists())
    )
    return Steps(*session.execute(query).one())
