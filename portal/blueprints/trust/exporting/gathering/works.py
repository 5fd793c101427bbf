"""Her works with all versions, and with what her mentors answered."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.blueprints.trust.exporting.gathering.answers import answer_to
from portal.blueprints.trust.exporting.gathering.base import Pack, Thing
from portal.models import Question, SelfMark, Version, VersionFile, Work


def works(pack: Pack) -> Iterator[Thing]:
    """Yield her works in the order in which she began them."""
    query = (
        select(Work)
        .where(Work.learner_id == pack.person.id)
        .options(joinedload(Work.task), joinedload(Work.programme))
        .order_by(Work.created_at, Work.id)
    )
    for work in pack.session.scalars(query).all():
        yield {
            "title": work.title,
            "programme": work.programme.name,
            "task": work.task.title if work.task else None,
            "task_words": work.task.words if work.task else None,
            "state": work.state,
            "begun": work.created_at,
            "promised": work.promised_on,
            "versions": _versions(pack, work.id),
        }


def _versions(pack: Pack, work_id: UUID) -> Iterator[Thing]:
    """Yield one version at a time: there may be hundreds."""
    query = select(Version.id).where(Version.work_id == work_id).order_by(Version.number)
    for version_id in pack.session.scalars(query).all():
        yield _version(pack, version_id)


def _version(pack: Pack, version_id: UUID) -> Thing:
    version = pack.session.get_one(Version, version_id, options=_WHOLE)
    return {
        "number": version.number,
        "saved": version.saved_at,
        "sent": version.sent_at,
        "receipt": version.receipt,
        "changed": version.changed,
        "text": version.source,
        "html": version.html,
        "files": [
            {"file": pack.file(one.media_id), "name": one.media.name, "alt": one.alt}
            for one in version.files
        ],
        "self_marks": [
            {"criterion": mark.criterion.name, "level": mark.level.name}
            for mark in version.self_marks
        ],
        "question": _question(version.question),
        "answer": answer_to(pack, version.id),
    }


_WHOLE = (
    selectinload(Version.files).joinedload(VersionFile.media),
    selectinload(Version.self_marks).options(
        joinedload(SelfMark.criterion), joinedload(SelfMark.level)
    ),
    joinedload(Version.question).joinedload(Question.mentor),
)


def _question(question: Question | None) -> Thing | None:
    if question is None:
        return None
    return {
        "asked": question.created_at,
        "words": question.words,
        "reply": question.answer,
        "by": question.mentor.name if question.mentor else None,
        "answered": question.answered_at,
    }
