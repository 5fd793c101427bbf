"""The one place where the two databases differ: which rows hold all the words."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from portal.blueprints.search.spelling import Term
from portal.models import SearchRow


def holds(
    session: Session, terms: Sequence[Term], owner_ids: Iterable[UUID]
) -> ColumnElement[bool]:
    """Select by: the row is of one of these owners and holds all these words.

    A word is ASCII letters and digits only, so nothing typed has a meaning in these languages.
    """
    if session.get_bind().dialect.name == "sqlite":
        return SearchRow.number.in_(_found_by_sqlite(terms, owner_ids))
    simple: ColumnElement[str] = literal_column("'simple'")
    sought = " & ".join(f"{term.spelled}:*" if term.begins else term.spelled for term in terms)
    words = func.to_tsvector(simple, SearchRow.words)
    return words.bool_op("@@")(func.to_tsquery(simple, sought)) & SearchRow.owner_id.in_(owner_ids)


def _found_by_sqlite(terms: Sequence[Term], owner_ids: Iterable[UUID]) -> Select[int]:
    sought = " AND ".join(f'"{term.spelled}"{" *" if term.begins else ""}' for term in terms)
    owners = " OR ".join(f'"{owner_id.hex}"' for owner_id in owner_ids)
    index = table("search_words", column("rowid", BigInteger))
    return (
        select(index.c.rowid)
        .where(text("search_words MATCH :sought"))
        .params(sought=f"words : ({sought}) AND owner_id : ({owners})")
    )
