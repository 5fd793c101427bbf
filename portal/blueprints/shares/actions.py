"""What changes a share link, and what comes back by it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal import jobs, log, tokens
from portal.blueprints.shares.addresses import secret_of
from portal.blueprints.shares.counting import Count
from portal.clock import now
from portal.ids import new_id
from portal.models import Opening, Person, Share, ShareAnswer
from portal.once import check_stamp

GRAVE = 0  # the epoch of a row that only keeps an old address known, so that it answers "ended"


def make_share(
    session: Session,
    person: Person,
    *,
    server_key: str,
    label: str,
    ends_on: date,
    target: dict[str, UUID],
) -> Share:
    """Make a link to a portfolio, a page or a piece; `target` names its column and id."""
    share_id = new_id()
    secret = secret_of(server_key, share_id, 1)
    share = Share(
        id=share_id,
        person_id=person.id,
        label=label,
        ends_on=ends_on,
        secret_hash=tokens.hash_of(secret),
        **target,
    )
    session.add(share)
    session.flush()
    log.record(session, "made link", person_id=person.id, subject_id=share.id)
    return share


def change_end(session: Session, share: Share, *, ends_on: date, stamp: int | None) -> None:
    """Let the link end on another day, unless that changed meanwhile."""
    check_stamp(share, stamp, theirs={"ends_on": share.ends_on.isoformat()})
    share.ends_on = ends_on
    session.flush()
    log.record(session, "changed link's end", person_id=share.person_id, subject_id=share.id)


def switch_off(session: Session, share: Share) -> None:
    """Let the link open nothing any more, from this moment."""
    share.off_at = share.off_at or now()
    session.flush()
    log.record(session, "switched link off", person_id=share.person_id, subject_id=share.id)


def replace_address(session: Session, share: Share, *, server_key: str, stamp: int | None) -> None:
    """Give the link a new address; the old one ends, and answers that it has ended."""
    check_stamp(share, stamp)
    old_hash = share.secret_hash
    share.epoch += 1
    share.secret_hash = tokens.hash_of(secret_of(server_key, share.id, share.epoch))
    session.flush()
    session.add(
        Share(
            person_id=share.person_id,
            portfolio_id=share.portfolio_id,
            page_id=share.page_id,
            piece_id=share.piece_id,
            label=share.label,
            epoch=GRAVE,
            secret_hash=old_hash,
            ends_on=share.ends_on,
            off_at=now(),
        )
    )
    session.flush()
    log.record(session, "replaced link", person_id=share.person_id, subject_id=share.id)


def keep_answer(
    session: Session, share_id: UUID, *, name: str, reach: str, words: str
) -> ShareAnswer:
    """Keep what somebody wrote to her, and tell her."""
    answer = ShareAnswer(share_id=share_id, name=name, reach=reach, words=words)
    session.add(answer)
    session.flush()
    log.record(session, "answered by link", subject_id=share_id)
    jobs.enqueue(session, "shares.tell_answer", subject_id=answer.id)
    return answer


def add_openings(session: Session, counts: Iterable[Count]) -> None:
    """Add what was counted to the days on which links were opened."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    for count in sorted(counts, key=lambda one: (one.share_id, one.day)):
        row = {
            "share_id": count.share_id,
            "day": count.day,
            "times": count.times,
            "scans": count.scans,
        }
        add = insert(Opening).values(row)
        session.execute(
            add.on_conflict_do_update(
                index_elements=["share_id", "day"],
                set_={
                    "times": Opening.times + add.excluded.times,
                    "scans": Opening.scans + add.excluded.scans,
                },
            )
        )
