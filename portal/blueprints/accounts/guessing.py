"""Limits on guessing: wrong passwords are counted in the database, per account and address."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal import tokens
from portal.clock import now
from portal.models import Try

WINDOW = timedelta(minutes=5)
ON_AN_ACCOUNT, FROM_AN_ADDRESS = 10, 60


@dataclass(frozen=True, slots=True)
class Guesser:
    """Who tries: hashes of account and address, and nothing readable."""

    who_hash: str
    address_hash: str
    known: bool  # this browser was signed in to this account before: it counts by itself


def guesser(server_key: str, *, name: str, address: str, known: str = "") -> Guesser:
    """Return who tries to sign in as `name` from `address`, or from a known browser."""
    place = known or address
    return Guesser(
        tokens.keyed_hash(server_key, "who", name.casefold(), place),
        tokens.keyed_hash(server_key, "address", place),
        bool(known),
    )


def too_many(session: Session, who: Guesser) -> bool:
    """Tell whether this account or this address failed too often in the last five minutes."""
    mine = func.count().filter(Try.who_hash == who.who_hash)
    theirs = func.count().filter(Try.address_hash == who.address_hash)
    query = select(mine, theirs).where(
        Try.created_at > now() - WINDOW,
        (Try.who_hash == who.who_hash) | (Try.address_hash == who.address_hash),
    )
    account, address = session.execute(query).one()
    return bool(account >= ON_AN_ACCOUNT or (not who.known and address >= FROM_AN_ADDRESS))


def too_many_meanwhile(session: Session, who: Guesser) -> bool:
    """Ask again once the writing has begun: tries that come together are judged in turn."""
    if session.get_bind().dialect.name == "postgresql":  # SQLite lets one writer in at a time
        turn = func.pg_advisory_xact_lock(int(who.who_hash[:15], 16))
        session.execute(select(turn))
    return too_many(session, who)


def count_failure(session: Session, who: Guesser) -> None:
    """Count one failure and forget those that no longer matter."""
    session.execute(delete(Try).where(Try.created_at < now() - 2 * WINDOW))
    session.add(Try(who_hash=who.who_hash, address_hash=who.address_hash))


def drop_old_tries(session: Session) -> None:
    """Forget wrong passwords that count no more."""
    session.execute(delete(Try).where(Try.created_at < now() - 2 * WINDOW))
