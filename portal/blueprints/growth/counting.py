"""Counting a programme's numbers, and keeping what was counted for a few minutes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.blueprints.growth.queries import (
    LevelCount,
    Pieces,
    Steps,
    Waited,
    count_levels,
    count_pieces,
    count_steps,
    count_waits,
)
from portal.blueprints.programmes.queries.quiet import count_quiet
from portal.clock import now
from portal.models import Programme, Tally

FRESH = timedelta(minutes=10)
ALL = "all"


@dataclass(frozen=True, slots=True)
class Counted:
    """All that was counted at one moment, while the programme promised so many days."""

    at: datetime
    promised: int
    waits: Sequence[Waited]
    pieces: Pieces
    steps: Steps
    learners: int
    quiet: int
    levels: Sequence[LevelCount]


def count_now(
    session: Session, programme: Programme, *, zone: str, cohort_id: UUID | None = None
) -> Counted:
    """Count everything: five statements, however much there is."""
    learners, quiet = count_quiet(session, programme.id, zone=zone, cohort_id=cohort_id)
    return Counted(
        at=now(),
        promised=programme.answer_days,
        waits=count_waits(session, programme, zone=zone, cohort_id=cohort_id),
        pieces=count_pieces(session, programme.id, cohort_id=cohort_id),
        steps=count_steps(session, programme.id, cohort_id=cohort_id),
        learners=learners,
        quiet=quiet,
        levels=count_levels(session, programme.id, cohort_id=cohort_id),
    )


def counted_lately(
    session: Session, programme: Programme, *, zone: str, cohort_id: UUID | None = None
) -> Counted | None:
    """Return what was counted in the last ten minutes, under the same promise."""
    tally = session.get(Tally, (programme.id, _key(cohort_id), zone))
    if tally is None or not now() - FRESH < tally.counted_at <= now():
        return None
    counted = _unpacked(tally)
    return counted if counted.promised == programme.answer_days else None


def keep_counted(
    session: Session,
    *,
    programme_id: UUID,
    cohort_id: UUID | None,
    zone: str,
    counted: Counted,
) -> None:
    """Keep what was counted in the place of what was counted before."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    new = {"counted_at": counted.at, "counts": _packed(counted)}
    row = {"programme_id": programme_id, "cohort": _key(cohort_id), "zone": zone, **new}
    session.execute(
        insert(Tally)
        .values(row)
        .on_conflict_do_update(index_elements=["programme_id", "cohort", "zone"], set_=new)
    )


def _key(cohort_id: UUID | None) -> str:
    return str(cohort_id) if cohort_id else ALL


def _packed(counted: Counted) -> dict[str, Any]:
    return {
        "promised": counted.promised,
        "waits": [asdict(one) | {"days": int(one.days)} for one in counted.waits],
        "pieces": counted.pieces,
        "steps": counted.steps,
        "learners": counted.learners,
        "quiet": counted.quiet,
        "levels": [_level(one) for one in counted.levels],
    }


def _level(one: LevelCount) -> tuple[Any, ...]:
    """Write what JSON knows; PostgreSQL adds numbers up to Decimals."""
    return (str(one.rubric_id), *one[1:-2], int(one.first), int(one.last))


def _unpacked(tally: Tally) -> Counted:
    counts = tally.counts
    return Counted(
        at=tally.counted_at,
        promised=counts["promised"],
        waits=[Waited(**one) for one in counts["waits"]],
        pieces=Pieces(*counts["pieces"]),
        steps=Steps(*counts["steps"]),
        learners=counts["learners"],
        quiet=counts["quiet"],
        levels=[LevelCount(UUID(one[0]), *one[1:]) for one in counts["levels"]],
    )
