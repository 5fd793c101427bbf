"""Pouring the story into an empty database, event by event, each at its own time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import log
from portal.blueprints.notices.actions import see_older
from portal.clock import now, standing_at, today
from portal.dates import local_day
from portal.demo.pouring import answers, asks, cast, reflecting, showing, works
from portal.demo.pouring.pot import Event, Pot
from portal.demo.story import Story
from portal.jobs import Tools, run_all
from portal.models import Job, JobState, LogLine, Person

CHAPTERS = (cast, asks, works, answers, reflecting, showing)
POURED = "poured the demo"
NEW = timedelta(days=3)  # what came before was seen


def pour(tools: Tools, story: Story) -> Pot:
    """Let the whole story happen, with the jobs that its events ask for.

    Needs an app context, because jobs write mails in the language of who reads them.
    """
    pot = Pot(tools, story, today("Europe/London"))
    for event in in_order(pot):
        _let_wait_no_longer(tools, event.at)
        with standing_at(event.at):
            with tools.writing() as session:
                event.deed(session)
            run_all(tools)
    _let_wait_no_longer(tools, now())
    with tools.writing() as session:
        see_older(session, now() - NEW)
        _note_last_visits(session)
        log.record(session, POURED)
    return pot


def _let_wait_no_longer(tools: Tools, until: datetime) -> None:
    """Do what waited for the end of somebody's quiet hours, at that hour."""
    while True:
        with tools.reading() as session:
            at = session.scalar(select(func.min(Job.run_at)).where(Job.state == JobState.WAITING))
        if at is None or at > until:
            return
        with standing_at(at):
            run_all(tools)


def _note_last_visits(session: Session) -> None:
    """Note that everybody was last here on the day of her last deed."""
    last = select(LogLine.person_id, func.max(LogLine.created_at)).group_by(LogLine.person_id)
    for person_id, at in session.execute(last.where(LogLine.person_id.is_not(None))).all():
        person = session.get_one(Person, person_id)
        person.seen_on = local_day(at, person.zone)


def in_order(pot: Pot) -> Iterable[Event]:
    """Return what happens, the earliest first, and at the same time in the order of telling."""
    events = [event for chapter in CHAPTERS for event in chapter.events(pot)]
    return sorted(events, key=lambda event: event.at)
