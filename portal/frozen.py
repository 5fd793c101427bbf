"""A sent version never changes: the one guard, before anything is written."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from portal.models import SelfMark, Version, VersionFile

TAKING_BACK = {"sent_at", "digest", "receipt", "stamp"}


class SentVersionChanged(Exception):
    """Some code tried to change a version that was sent."""


def guard_sent_versions(session: Session, context: Any, instances: Any) -> None:
    """Refuse to change, add to or delete from a sent version; taking it back is allowed."""
    for version in _touched(session, Version):
        if _was_sent(version) and (version in session.deleted or _changes(version)):
            raise SentVersionChanged(f"Version {version.id} was sent.")
    for version_id in _versions_of_parts(session):
        if _is_sent(session, version_id):
            raise SentVersionChanged(f"Version {version_id} was sent.")


def _versions_of_parts(session: Session) -> set[Any]:
    """Return the versions whose files or marks are touched, and those that they move from."""
    parts = [part for part in session.new if isinstance(part, VersionFile | SelfMark)]
    parts += [part for kind in (VersionFile, SelfMark) for part in _touched(session, kind)]
    moved = [_version_before(part) for part in parts]
    return {part.version_id for part in parts}.union(*moved)


def _version_before(part: Any) -> Any:
    return inspect(part).attrs.version_id.load_history().deleted or ()


def _touched(session: Session, kind: type[Any]) -> Iterator[Any]:
    for thing in (*session.dirty, *session.deleted):
        if isinstance(thing, kind):
            yield thing


def _was_sent(version: Version) -> bool:
    history = inspect(version).attrs.sent_at.load_history()  # loads it when it is forgotten
    before = history.deleted or history.unchanged
    return bool(before and before[0] is not None)


def _changes(version: Version) -> bool:
    state = inspect(version)
    changed = {attr.key for attr in state.attrs if attr.history.has_changes()}
    return bool(changed - TAKING_BACK) or (bool(changed) and version.sent_at is not None)


def _is_sent(session: Session, version_id: Any) -> bool:
    version = session.identity_map.get(session.identity_key(Version, version_id))
    if isinstance(version, Version):
        return version.sent_at is not None
    with session.no_autoflush:
        query = select(Version.sent_at).where(Version.id == version_id)
        return session.scalar(query) is not None
