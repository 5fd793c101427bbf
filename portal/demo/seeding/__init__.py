"""A crowd as large as wanted, made in one go, to see what the portal does among many."""

from datetime import datetime
from random import Random

from portal.demo.seeding import crowd as people
from portal.demo.seeding.hand import Hand
from portal.demo.seeding.own import write_own
from portal.demo.seeding.patterns import patterns_of
from portal.demo.seeding.rooms import found
from portal.demo.seeding.sheet import Sheet
from portal.demo.seeding.sizes import Share, Size, shares, works_of
from portal.demo.seeding.works import write_works
from portal.demo.story import Story, load_story
from portal.jobs import Tools
from portal.log import record

SEEDED = "seeded"


def seed(tools: Tools, size: Size, *, midnight: datetime, password_hash: str) -> int:
    """Fill an empty database in one transaction, so that there is all of it or nothing.

    The same size and midnight make the same crowd; its first ten learners, their mentor and
    their coordinator are the same in every size. Returns the number of rows.
    """
    story = load_story()
    with tools.writing() as session:
        sheet = Sheet(session.connection())
        for share in shares(size):
            _fill(sheet, story, size, share, midnight, password_hash, tools.settings.secret_key)
        sheet.write()
        record(session, SEEDED)
    _look_at_tables(tools)
    return sheet.written


def _fill(
    sheet: Sheet,
    story: Story,
    size: Size,
    share: Share,
    midnight: datetime,
    password_hash: str,
    server_key: str,
) -> None:
    """Make one programme with everybody and everything in it."""
    room = found(sheet, story, share, midnight)
    crowd = people.Crowd(sheet, room, share, midnight, password_hash)
    people.coordinator(crowd)
    mentors = people.mentors(crowd)
    patterns = patterns_of(story)
    for number in share.learners:
        learner, mentor = people.learner(crowd, number, mentors)
        hand = Hand(crowd, learner, mentor, Random(f"works of {number}"), patterns)
        write_own(hand, write_works(hand, works_of(size, number)), server_key=server_key)
        sheet.write_if_many()
    sheet.write()


def _look_at_tables(tools: Tools) -> None:
    """Let the database count, so that it knows which ways are short."""
    with tools.writing() as session:
        session.connection().exec_driver_sql("ANALYZE")
