"""The words that search looks through: written by jobs, into rows and SQLite's own index.

The index of SQLite holds no words of its own: it takes them from the rows, by their number. So it
has to be told before a row changes. PostgreSQL keeps its index by itself.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, column, delete, func, insert, select, table, text
from sqlalchemy.orm import Session

from portal.blueprints.search.spelling import words_in
from portal.blueprints.search.things import Kind, Thing, read_things
from portal.models import SearchRow

MOST_WORDS = 20_000  # different ones in one thing: PostgreSQL's rows of words end at 1 MB


def write_rows(session: Session, kind: Kind, ids: Sequence[UUID]) -> None:
    """Write the words of these things as they are now; what is not there any more loses its row."""
    things = read_things(session, kind, ids)
    forget(session, SearchRow.subject_id.in_(ids))
    if things:
        rows = [_row(thing) for thing in things.values()]
        session.execute(insert(SearchRow), rows)
        _tell_index(session, [row["number"] for row in rows])


def forget(session: Session, which: ColumnElement[bool]) -> None:
    """Remove rows and all that the index knows of them, such as all of one owner."""
    if _has_own_index(session):
        known = table("search_words_docsize", column("id"))  # to drop another is an error
        doomed = select(SearchRow.number).where(which, SearchRow.number.in_(select(known.c.id)))
        for number in session.scalars(doomed).all():
            session.execute(
                text("DELETE FROM search_words WHERE rowid = :number"), {"number": number}
            )
    session.execute(delete(SearchRow).where(which).execution_options(synchronize_session=False))


def clear_out(session: Session) -> None:
    """Let SQLite's index drop the words of removed rows, which it keeps until it has time."""
    if _has_own_index(session):
        session.execute(text("INSERT INTO search_words(search_words) VALUES ('optimize')"))


def index_is_off(session: Session) -> bool:
    """Tell whether SQLite's index does not fit the rows: after a restore, or a bulk deletion."""
    if not _has_own_index(session):
        return False
    known: int | None = session.scalar(text("SELECT count(*) FROM search_words_docsize"))
    return known != session.scalar(select(func.count()).select_from(SearchRow))


def rebuild_index(session: Session) -> None:
    """Make SQLite's index anew from the rows."""
    if _has_own_index(session):
        session.execute(text("INSERT INTO search_words(search_words) VALUES ('rebuild')"))


def _has_own_index(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _row(thing: Thing) -> dict[str, Any]:
    return {
        "subject_id": thing.id,
        "number": number_of(thing.id),
        "kind": thing.kind,
        "owner_id": thing.owner_id,
        "programme_id": thing.programme_id,
        "at": thing.at,
        "words": " ".join(_different_words(thing.texts)),
    }


def number_of(subject_id: UUID) -> int:
    """Return the number that stands for an id: its last 62 bits, which are random."""
    return subject_id.int & ((1 << 62) - 1)


def _different_words(texts: Iterable[str]) -> list[str]:
    words = dict.fromkeys(word.spelled for text in texts for word in words_in(text))
    return list(words)[:MOST_WORDS]


def _tell_index(session: Session, numbers: Sequence[int]) -> None:
    if _has_own_index(session):
        for number in numbers:
            session.execute(
                text(
                    "INSERT INTO search_words (rowid, words, owner_id)"
                    " SELECT number, words, owner_id FROM search_rows WHERE number = :number"
                ),
                {"number": number},
            )
