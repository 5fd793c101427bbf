"""Asking for words to be written again: whatever changes them, the job joins its transaction.

One listener at the flush looks at what changed, instead of a line in every action that changes
words: there are some twenty, and one that was forgotten would be a thing that is never found.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, case, event, inspect, null, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.clock import now
from portal.ids import new_id
from portal.models import (
    Addition,
    Feedback,
    Job,
    JobState,
    Mark,
    Note,
    Reflection,
    Reply,
    Step,
    Version,
    VersionFile,
    Work,
)

# Of which thing a row holds words, by the job that writes them, and which columns those are.
WATCHED: dict[type[Any], tuple[str, str, tuple[str, ...]]] = {
    Version: ("search.version", "id", ("plain", "changed", "sent_at")),
    VersionFile: ("search.version", "version_id", ("alt",)),
    Work: ("search.work", "id", ("title",)),
    Feedback: ("search.feedback", "id", ("summary", "given_at")),
    Mark: ("search.feedback", "feedback_id", ("comment",)),
    Note: ("search.feedback", "feedback_id", ("words",)),
    Reply: ("search.note", "note_id", ("words",)),
    Addition: ("search.feedback", "feedback_id", ("words",)),
    Reflection: ("search.reflection", "id", ("words", "shared_in_id")),
    Step: ("search.step", "id", ("words", "done_words")),
}


@event.listens_for(Session, "after_flush")
def ask_for_changed(session: Session, context: Any) -> None:
    """Ask for the words of everything that this flush changed, in one statement."""
    asked = {(kind, subject_id) for kind, subject_id in _changed(session)}
    if asked:
        ask(session.connection(), sorted(asked))


def _changed(session: Session) -> Iterator[tuple[str, UUID]]:
    for thing in (*session.new, *session.deleted):
        if type(thing) in WATCHED and not isinstance(thing, Work):  # a new one has no version yet
            kind, key, _columns = WATCHED[type(thing)]
            yield kind, getattr(thing, key)
    for thing in session.dirty:
        kind, key, columns = WATCHED.get(type(thing), ("", "", ()))
        if any(inspect(thing).attrs[name].history.has_changes() for name in columns):
            yield kind, getattr(thing, key)


def ask(connection: Connection, asked: Iterable[tuple[str, UUID]]) -> None:
    """Ask for these jobs; one that waits already is held until this transaction ends.

    So it cannot run in between, read what was there before, and be done.
    """
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    query = dialect.insert(Job.__table__).values([_waiting(kind, each) for kind, each in asked])
    failed = Job.state == JobState.FAILED
    connection.execute(
        query.on_conflict_do_update(
            index_elements=["once_key"],
            index_where=text("state <> 'done'"),
            set_={
                "run_at": query.excluded.run_at,
                "state": JobState.WAITING,
                "tries": case((failed, 0), else_=Job.tries),
            },
        )
    )


def _waiting(kind: str, subject_id: UUID) -> dict[str, Any]:
    return {
        "id": new_id(),
        "created_at": now(),
        "kind": kind,
        "subject_id": subject_id,
        "once_key": f"{kind}:{subject_id}",
        "run_at": now(),
        "tries": 0,
        "state": JobState.WAITING,
        "sentence": "",
    }


def begin(session: Session, kind: str, subject_id: UUID) -> None:
    """Free the key of a job that begins: what changes from now on asks for another one."""
    mine = Job.once_key == f"{kind}:{subject_id}"
    session.execute(
        update(Job)
        .where(mine, Job.state == JobState.WAITING)
        .values(once_key=null())
        .execution_options(synchronize_session=False)
    )
