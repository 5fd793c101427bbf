"""What she was told and what she agreed to: news, wishes, consents, reports, the log."""

from collections.abc import Iterator

from sqlalchemy import or_, select

from portal.blueprints.notices import wording
from portal.blueprints.trust.exporting.gathering.base import Pack, Thing
from portal.blueprints.trust.openings import read_log
from portal.log import OPENED
from portal.models import Consent, LogLine, News, Notice, Person, Report, Wish
from portal.policy.notices import visible_notices


def news(pack: Pack) -> Iterator[Thing]:
    """Yield what she was told; what names a learner whom she mentors no more is left out."""
    query = visible_notices(pack.person).order_by(Notice.created_at, Notice.id)
    for notice in pack.session.scalars(query).all():
        yield {"at": notice.created_at, "words": _line(notice), "seen_at": notice.seen_at}


def _line(notice: Notice) -> str:
    try:
        return wording.line(News(notice.kind), notice.says)
    except KeyError:
        return wording.name_of(News(notice.kind))


def wishes(pack: Pack) -> Iterator[Thing]:
    """Yield how she wants to be told of which news."""
    query = select(Wish).where(Wish.person_id == pack.person.id).order_by(Wish.kind)
    for wish in pack.session.scalars(query).all():
        yield {"words": wording.name_of(News(wish.kind)), "channel": wish.channel}


def consents(pack: Pack) -> Iterator[Thing]:
    """Yield what she agreed to, in which words, and until when."""
    query = select(Consent).where(Consent.person_id == pack.person.id).order_by(Consent.created_at)
    for consent in pack.session.scalars(query).all():
        yield {
            "words": consent.words,
            "file": pack.file(consent.media_id),
            "at": consent.created_at,
            "withdrawn": consent.withdrawn_at,
        }


def reports(pack: Pack) -> Iterator[Thing]:
    """Yield what she reported to a coordinator, and the answers."""
    query = select(Report).where(Report.person_id == pack.person.id).order_by(Report.created_at)
    for report in pack.session.scalars(query).all():
        yield {
            "at": report.created_at,
            "words": report.words,
            "reply": report.answer,
            "answered": report.answered_at,
        }


def opened(pack: Pack) -> Iterator[Thing]:
    """Yield who opened what is hers: people by name, links by day."""
    page = read_log(pack.session, pack.person)
    while True:
        for day, lines in page.days:
            yield from ({"day": day, "words": words} for words in lines)
        if page.older is None:
            return
        page = read_log(pack.session, pack.person, page.older)


def log(pack: Pack) -> Iterator[Thing]:
    """Yield the other lines of the log about her, and about what she did."""
    her = pack.person.id
    query = (
        select(LogLine.created_at, LogLine.verb, LogLine.person_id, LogLine.about_id, Person.name)
        .outerjoin(Person, Person.id == LogLine.person_id)
        .where(or_(LogLine.about_id == her, LogLine.person_id == her), LogLine.verb != OPENED)
        .order_by(LogLine.created_at, LogLine.id)
    )
    for at, verb, by_id, about_id, name in pack.session.execute(query).all():
        by_another = {"by": name, "about_you": True} if by_id != her and about_id == her else {}
        yield {"at": at, "verb": verb, **by_another}
