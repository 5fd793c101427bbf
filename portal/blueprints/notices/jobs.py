"""Bringing news to people: by mail or text, and what a new day brings."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from portal import jobs, words
from portal.blueprints.notices import daily, digests, gathering
from portal.blueprints.notices.letters import write_letter
from portal.blueprints.notices.quiet import when_permitted
from portal.blueprints.notices.standing import still_stands
from portal.blueprints.notices.stopping import stop_path
from portal.blueprints.notices.wishes import Way, way_of
from portal.clock import now
from portal.config import Settings
from portal.jobs import Tools, job
from portal.models import News, Notice, Person
from portal.texts import write_text

BATCH = 50  # people told in one short transaction


@job("notices.deliver")
def deliver(tools: Tools, notice_id: UUID) -> None:
    """Mail or text one notice, unless it was seen, is no news any more, or may not be seen.

    In quiet hours it waits for their end, also when the worker came late or she changed them;
    what waited with it is told with it.
    """
    with tools.writing() as session:
        person = session.scalar(_person_of(notice_id))
        if person is None:
            return
        waiting = gathering.waiting_with(session, person, notice_id)
        news = [each for each in waiting if still_stands(session, each)]
        if not any(each.id == notice_id for each in news):
            return
        at = when_permitted(person, now())
        if at > now():
            jobs.enqueue(session, "notices.deliver", subject_id=notice_id, run_at=at)
            return
        _tell(session, tools.settings, person, of=notice_id, news=news)


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
    """Select her and lock her row: two workers never write to her at the same time."""
    return (
        select(Person)
        .join(Notice, Notice.person_id == Person.id)
        .where(Notice.id == notice_id)
        .options(selectinload(Person.memberships))
        .with_for_update(of=Person, key_share=True)
    )


def _tell(
    session: Session, settings: Settings, person: Person, *, of: UUID, news: Sequence[Notice]
) -> None:
    ways = {each.id: way_of(session, person, News(each.kind)) for each in news}
    together = [each for each in news if ways[each.id] == ways[of]]
    if ways[of] == Way.MAIL:
        _mail(session, settings, person, together)
    elif ways[of] == Way.TEXT and person.phone:
        with words.speaking(person.language):
            said, path = digests.text_of(together)
        write_text(
            session,
            once_key=f"notice:{together[0].id}",
            phone=person.phone,
            words=said,
            link=settings.base_url + path,
            person_id=person.id,
        )
    gathering.note_told(session, together)


def _mail(session: Session, settings: Settings, person: Person, news: Sequence[Notice]) -> None:
    write_letter(
        session,
        settings,
        person,
        once_key=f"notice:{news[0].id}",
        letter=lambda: digests.letter_of(news, settings.base_url),
        stop_path=stop_path(settings.secret_key, person.id, digests.kinds_in(news)),
    )
