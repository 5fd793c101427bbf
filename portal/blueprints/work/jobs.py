"""The mail with the receipt, and telling the mentors."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_time
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal import dates
from portal.blueprints.notices.letters import Letter, once_key, write_letter
from portal.blueprints.notices.telling import occasion, tell
from portal.jobs import Tools, job
from portal.models import Mentoring, News, Person, Version, VersionFile, Work, WorkState
from portal.sizes import say_size
from portal.words import gettext as _
from portal.words import language


@job("work.receipt")
def mail_receipt(tools: Tools, version_id: UUID) -> None:
    """Tell the learner what was sent, when, and by when an answer is promised."""
    query = (
        select(Version)
        .where(Version.id == version_id, Version.sent_at.is_not(None))
        .options(
            joinedload(Version.work).joinedload(Work.learner),
            selectinload(Version.files).joinedload(VersionFile.media),
        )
    )
    with tools.writing() as session:
        version = session.scalar(query)
        if version is None:  # taken back meanwhile
            return
        learner = version.work.learner
        key = f"{once_key('receipt', version.id, learner.id)}:{version.receipt}"
        write_letter(
            session, tools.settings, learner, once_key=key, letter=lambda: receipt_letter(version)
        )


@job("work.tell_mentors")
def tell_mentors(tools: Tools, version_id: UUID) -> None:
    """Tell her mentors that new work waits, unless it was taken back meanwhile."""
    with tools.writing() as session:
        version = session.scalar(
            select(Version)
            .where(Version.id == version_id, Version.sent_at.is_not(None))
            .options(joinedload(Version.work).joinedload(Work.learner))
        )
        if version is None:
            return
        for mentor in _mentors_of(session, version.work):
            _tell_mentor(session, mentor, version)


@job("work.tell_of_promise")
def tell_of_promise(tools: Tools, work_id: UUID) -> None:
    """Tell the learner by which day an answer is promised now, while she waits for it."""
    with tools.writing() as session:
        last = (
            select(Version)
            .join(Work, Work.id == Version.work_id)
            .where(Work.id == work_id, Work.state == WorkState.SENT, Version.sent_at.is_not(None))
            .options(joinedload(Version.work).joinedload(Work.learner))
            .order_by(Version.number.desc())
        )
        version = session.scalar(last.limit(1))
        if version is None or version.work.promised_on is None:
            return
        work, day = version.work, version.work.promised_on.isoformat()
        tell(
            session,
            work.learner,
            kind=News.PROMISE,
            subject_id=occasion(version.id, "moved", day),
            path=f"/work/{work.id}",
            says={"of": str(version.id), "title": work.title, "day": day, "moved": True},
        )


def _mentors_of(session: Session, work: Work) -> Sequence[Person]:
    query = (
        select(Person)
        .join(Mentoring, Mentoring.mentor_id == Person.id)
        .where(
            Mentoring.learner_id == work.learner_id,
            Mentoring.programme_id == work.programme_id,
            Mentoring.ended_on.is_(None),
        )
    )
    return session.scalars(query).all()


def _tell_mentor(session: Session, mentor: Person, version: Version) -> None:
    work = version.work
    tell(
        session,
        mentor,
        kind=News.NEW_WORK,
        subject_id=occasion(version.id, version.receipt),
        path=f"/queue/{version.id}",
        says={
            "of": str(version.id),
            "name": work.learner.name,
            "title": work.title,
            "number": version.number,
            "day": work.promised_on.isoformat() if work.promised_on else None,
        },
        programme_id=work.programme_id,
        about_id=work.learner_id,
    )


def receipt_letter(version: Version) -> Letter:
    """Say what the receipt says, in the language spoken now."""
    work = version.work
    sent = _exactly(version.sent_at, work.learner.zone) if version.sent_at else ""
    sentences = [
        _("You sent “%(title)s”, version %(number)s.", title=work.title, number=version.number),
        _("Receipt: %(receipt)s. Sent: %(time)s.", receipt=version.receipt, time=sent),
    ]
    if version.files:
        files = [f"- {file.media.name}, {say_size(file.media.bytes)}" for file in version.files]
        sentences.append("\n".join([_("Files that arrived:"), *files]))
    if work.promised_on:
        sentences.append(_("An answer is promised by %(day)s.", day=dates.day(work.promised_on)))
    return Letter(
        subject=_("Received: %(title)s", title=work.title),
        paragraphs=tuple(sentences),
        path=f"/work/{work.id}",
    )


def _exactly(moment: datetime, zone: str) -> str:
    """Say a moment so that it is still true when the mail is read next year."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{dates.long_day(local.date())}, {format_time(local, 'short', locale=language())}"
