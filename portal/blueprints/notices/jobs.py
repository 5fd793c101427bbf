"""Bringing news to people: by mail or text, and what a new day brings."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from portal import jobs, words
from portal.blueprints.notices import daily, wording
from portal.blueprints.notices.letters import Letter, write_letter
from portal.blueprints.notices.queries import short_path
from portal.blueprints.notices.quiet import when_permitted
from portal.blueprints.notices.standing import still_stands
from portal.blueprints.notices.stopping import stop_path
from portal.blueprints.notices.wishes import Way, way_of
from portal.clock import now
from portal.config import Settings
from portal.jobs import Tools, job
from portal.models import News, Notice, Person
from portal.policy.notices import visible_notices
from portal.texts import write_text

BATCH = 50  # people told in one short transaction


@job("notices.deliver")
def deliver(tools: Tools, notice_id: UUID) -> None:
    """Mail or text one notice, unless it was seen, is no news any more, or may not be seen.

    In quiet hours it waits for their end, also when the worker came late or she changed them.
    """
    with tools.writing() as session:
        person = session.scalars(_person_of(notice_id)).unique().one_or_none()
        if person is None:
            return
        unseen = Notice.id == notice_id, Notice.seen_at.is_(None)
        notice = session.scalar(visible_notices(person).where(*unseen))
        if notice is None or not still_stands(session, notice):
            return
        at = when_permitted(person, now())
        if at > now():
            jobs.enqueue(session, "notices.deliver", subject_id=notice_id, run_at=at)
            return
        _write(session, tools.settings, person, notice)


@job("notices.daily")
def tell_what_the_day_brings(tools: Tools, _nothing: UUID) -> None:
    """Tell of steps, links and promises whose day is near: each once, however often this runs."""
    with tools.reading() as session:
        found = daily.find_news(session)
    for start in range(0, len(found), BATCH):
        with tools.writing() as session:
            for due in found[start : start + BATCH]:
                daily.tell_of(session, due)


def _person_of(notice_id: UUID) -> Select[Person]:
    return (
        select(Person)
        .join(Notice, Notice.person_id == Person.id)
        .where(Notice.id == notice_id)
        .options(joinedload(Person.memberships))
    )


def _write(session: Session, settings: Settings, person: Person, notice: Notice) -> None:
    kind, key = News(notice.kind), f"notice:{notice.id}"
    way = way_of(session, person, kind)
    if way == Way.MAIL:
        write_letter(
            session,
            settings,
            person,
            once_key=key,
            letter=lambda: _letter(kind, notice),
            stop_path=stop_path(settings.secret_key, person.id, kind),
        )
    elif way == Way.TEXT and person.phone:
        with words.speaking(person.language):
            said = wording.name_of(kind)
        link = settings.base_url + short_path(notice.id)
        write_text(
            session, once_key=key, phone=person.phone, words=said, link=link, person_id=person.id
        )


def _letter(kind: News, notice: Notice) -> Letter:
    subject = wording.line(kind, notice.says)
    more = wording.more(kind, notice.says)
    return Letter(subject, (f"{subject}.", *more), notice.path)
