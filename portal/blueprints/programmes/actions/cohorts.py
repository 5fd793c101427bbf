"""Making and changing cohorts."""

from datetime import date

from sqlalchemy.orm import Session

from portal import log
from portal.models import Cohort, Person, Programme
from portal.once import check_stamp


def add_cohort(
    session: Session,
    programme: Programme,
    *,
    by: Person,
    name: str,
    starts_on: date,
    ends_on: date,
) -> Cohort:
    """Make a cohort of the programme."""
    cohort = Cohort(programme_id=programme.id, name=name, starts_on=starts_on, ends_on=ends_on)
    session.add(cohort)
    session.flush()
    _log(session, "made cohort", cohort, by=by)
    return cohort


def change_cohort(
    session: Session,
    cohort: Cohort,
    *,
    by: Person,
    name: str,
    starts_on: date,
    ends_on: date,
    stamp: int | None,
) -> None:
    """Change name and dates, unless they changed meanwhile."""
    saved = {
        "name": cohort.name,
        "starts_on": str(cohort.starts_on),
        "ends_on": str(cohort.ends_on),
    }
    check_stamp(cohort, stamp, theirs=saved)
    cohort.name, cohort.starts_on, cohort.ends_on = name, starts_on, ends_on
    session.flush()
    _log(session, "changed cohort", cohort, by=by)


def _log(session: Session, verb: str, cohort: Cohort, *, by: Person) -> None:
    log.record(
        session, verb, person_id=by.id, programme_id=cohort.programme_id, subject_id=cohort.id
    )
