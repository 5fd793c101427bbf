"""Whether news that waited through the night is still news in the morning."""

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from portal.models import Feedback, News, Notice, Share, Step, Version


def still_stands(session: Session, notice: Notice) -> bool:
    """Tell whether it is still so: a work not taken back or answered, a step open, a link on."""
    check = CHECKS.get(News(notice.kind))
    return check is None or check(session, UUID(notice.says["of"]))


def _waits(session: Session, version_id: UUID) -> bool:
    answered = exists().where(Feedback.version_id == Version.id, Feedback.given_at.is_not(None))
    sent = Version.id == version_id, Version.sent_at.is_not(None)
    return session.scalar(select(Version.id).where(*sent, ~answered)) is not None


def _is_open(session: Session, step_id: UUID) -> bool:
    query = select(Step.id).where(Step.id == step_id, Step.done_at.is_(None))
    return session.scalar(query) is not None


def _is_on(session: Session, share_id: UUID) -> bool:
    query = select(Share.id).where(Share.id == share_id, Share.off_at.is_(None))
    return session.scalar(query) is not None


CHECKS: Mapping[News, Callable[[Session, UUID], bool]] = {
    News.NEW_WORK: _waits,
    News.PROMISE: _waits,
    News.STEP_DUE: _is_open,
    News.LINK_ENDS: _is_on,
}
