"""By when an answer is promised."""

from datetime import date, timedelta

from portal.clock import today
from portal.models import Work


def promised_day(work: Work) -> date:
    """Count the days from today, as the learner's calendar says.

    The work comes with its task, programme and learner.
    """
    days = (work.task and work.task.answer_days) or work.programme.answer_days
    return today(work.learner.zone) + timedelta(days=days)
