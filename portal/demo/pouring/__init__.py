"""Pouring the story into an empty database, event by event, each at its own time."""

from collections.abc import Iterable

from portal import log
from portal.clock import standing_at, today
from portal.demo.pouring import answers, asks, cast, reflecting, showing, works
from portal.demo.pouring.pot import Event, Pot
from portal.demo.story import Story
from portal.jobs import Tools, run_all

CHAPTERS = (cast, asks, works, answers, reflecting, showing)
POURED = "poured the demo"


def pour(tools: Tools, story: Story) -> Pot:
    """Let the whole story happen, with the jobs that its events ask for.

    Needs an app context, because jobs write mails in the language of who reads them.
    """
    pot = Pot(tools, story, today("Europe/London"))
    for event in in_order(pot):
        with standing_at(event.at):
            with tools.writing() as session:
                event.deed(session)
            run_all(tools)
    with tools.writing() as session:
        log.record(session, POURED)
    return pot


def in_order(pot: Pot) -> Iterable[Event]:
    """Return what happens, the earliest first, and at the same time in the order of telling."""
    events = [event for chapter in CHAPTERS for event in chapter.events(pot)]
    return sorted(events, key=lambda event: event.at)
