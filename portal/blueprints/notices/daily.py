"""What a new day brings: steps due tomorrow, links that end in a week, promises at risk.

Each is found by one grouped query, for the day that it is where the person lives.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from portal import jobs
from portal.blueprints.notices.telling import occasion, tell
from portal.clock import now, today
from portal.models import (
    Feedback,
    Membership,
    Mentoring,
    News,
    Notice,
    Person,
    Role,
    Share,
    Step,
    Version,
    Work,
    WorkState,
)

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
LATE = timedelta(days=3)  # a promise that passed while no worker ran is still told
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class DueNews:
    """What `tell` is to be told of one person."""

    person: Person
    kind: News
    subject_id: UUID
    path: str
    says: dict[str, Any]
    programme_id: UUID | None = None
    about_id: UUID | None = None


def ask_for_daily_news(session: Session) -> None:
    """Ask for the job; while one waits, there is no second."""
    jobs.enqueue(session, "notices.daily", subject_id=NOBODY, once_key="notices.daily")


def find_news(session: Session) -> list[DueNews]:
    """Return what is due and was not told yet."""
    found = [*_steps(session), *_links(session), *_promises(session)]
    since = now() - 2 * WEEK
    told = select(Notice.person_id, Notice.subject_id).where(
        Notice.created_at > since,
        Notice.kind.in_((News.STEP_DUE, News.LINK_ENDS, News.PROMISE)),
    )
    before = {(person_id, subject_id) for person_id, subject_id in session.execute(told)}
    return [news for news in found if (news.person.id, news.subject_id) not in before]


def tell_of(session: Session, news: DueNews) -> None:
    """Tell one person of what is due."""
    tell(
        session,
        news.person,
        kind=news.kind,
        subject_id=news.subject_id,
        path=news.path,
        says=news.says,
        programme_id=news.programme_id,
        about_id=news.about_id,
    )


def _around() -> date:
    return today() - DAY  # nowhere is it an earlier day


def _steps(session: Session) -> Iterator[DueNews]:
    given = exists().where(Feedback.id == Step.feedback_id, Feedback.given_at.is_not(None))
    query = select(Step.id, Step.words, Step.due_on, Person).join(
        Person, Person.id == Step.person_id
    )
    query = query.where(
        Step.done_at.is_(None),
        Step.due_on.between(_around(), _around() + 4 * DAY),
        or_(Step.feedback_id.is_(None), given),
    )
    for step_id, words, due_on, person in session.execute(query):
        if due_on == today(person.zone) + DAY:
            says = {"of": str(step_id), "day": due_on.isoformat(), "about": words}
            subject = occasion(step_id, due_on)
            yield DueNews(person, News.STEP_DUE, subject, f"/steps/{step_id}", says)


def _links(session: Session) -> Iterator[DueNews]:
    query = (
        select(Share.id, Share.label, Share.ends_on, Person)
        .join(Person, Person.id == Share.person_id)
        .where(
            Share.off_at.is_(None),
            Share.ends_on.between(_around() + WEEK - DAY, _around() + WEEK + 2 * DAY),
            Share.created_at < now() - DAY,
        )
    )
    for share_id, label, ends_on, person in session.execute(query):
        away = ends_on - today(person.zone)
        if WEEK - DAY <= away <= WEEK:
            says = {"of": str(share_id), "label": label, "day": ends_on.isoformat()}
            subject = occasion(share_id, ends_on)
            yield DueNews(person, News.LINK_ENDS, subject, f"/portfolio/links/{share_id}", says)


def _promises(session: Session) -> Iterator[DueNews]:
    answered = exists().where(Feedback.version_id == Version.id, Feedback.given_at.is_not(None))
    another = exists().where(
        Feedback.version_id == Version.id, Feedback.mentor_id != Mentoring.mentor_id
    )
    mentors = exists().where(
        Membership.person_id == Mentoring.mentor_id,
        Membership.programme_id == Mentoring.programme_id,
        Membership.role == Role.MENTOR,
        Membership.ended_on.is_(None),
    )
    running = (
        (Mentoring.learner_id == Work.learner_id)
        & (Mentoring.programme_id == Work.programme_id)
        & Mentoring.ended_on.is_(None)
    )
    query = (
        select(Version.id, Work, Person)
        .join(Work, Work.id == Version.work_id)
        .join(Mentoring, running)
        .join(Person, Person.id == Mentoring.mentor_id)
        .where(
            Work.state == WorkState.SENT,
            Work.promised_on.between(_around() - LATE, _around() + 3 * DAY),
            Version.sent_at.is_not(None),
            ~answered,
            ~another,
            mentors,
        )
    )
    for version_id, work, mentor in session.execute(query):
        yield from _promise(version_id, work, mentor)


def _promise(version_id: UUID, work: Work, mentor: Person) -> Iterator[DueNews]:
    here, day = today(mentor.zone), work.promised_on
    if day is None or not (day == here + DAY or here - LATE <= day < here):
        return
    passed = day < here
    says = {
        "of": str(version_id),
        "title": work.title,
        "day": day.isoformat(),
        "passed": passed,
    }
    yield DueNews(
        mentor,
        News.PROMISE,
        occasion(version_id, day, passed),
        f"/queue/{version_id}",
        says,
        programme_id=work.programme_id,
        about_id=work.learner_id,
    )
