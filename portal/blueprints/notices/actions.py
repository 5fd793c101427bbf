"""What changes notices, and what stops them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, update
from sqlalchemy.orm import Session

from portal import log
from portal.clock import now
from portal.models import News, Notice, Wish

KEPT = timedelta(days=365)


def see(session: Session, person_id: UUID, notice_ids: Collection[UUID]) -> None:
    """Note that the person has seen these notices of hers."""
    unseen = Notice.person_id == person_id, Notice.seen_at.is_(None)
    session.execute(update(Notice).where(*unseen, Notice.id.in_(notice_ids)).values(seen_at=now()))


def see_at(session: Session, person_id: UUID, path: str) -> None:
    """Note that the person was at the very place that these notices of hers lead to."""
    unseen = unseen_at(person_id, path)
    session.execute(update(Notice).where(unseen).values(seen_at=now()))


def unseen_at(person_id: UUID, path: str) -> ColumnElement[bool]:
    """Select by: a notice of the person leads there, or to a mark on that page, and waits."""
    leads = or_(Notice.path == path, Notice.path.startswith(f"{path}#"))
    return and_(Notice.person_id == person_id, Notice.seen_at.is_(None), leads)


def see_older(session: Session, before: datetime) -> None:
    """Note that everybody has seen what came before that moment; for the story of the demo."""
    older = Notice.seen_at.is_(None), Notice.created_at < before
    session.execute(update(Notice).where(*older).values(seen_at=Notice.created_at))


def stop(session: Session, person_id: UUID, kind: News) -> None:
    """Tell the person of this kind of news in the portal only, from now on."""
    session.merge(Wish(person_id=person_id, kind=kind, channel="none"))
    log.record(session, "stopped news", person_id=person_id, about_id=person_id, ref=kind)
    session.flush()


def undo_stop(session: Session, person_id: UUID, kind: News) -> None:
    """Mail this kind of news again."""
    session.merge(Wish(person_id=person_id, kind=kind, channel="mail"))
    log.record(session, "wanted news again", person_id=person_id, about_id=person_id, ref=kind)
    session.flush()


def drop_old_notices(session: Session) -> None:
    """Forget notices older than a year."""
    session.execute(delete(Notice).where(Notice.created_at < now() - KEPT))
