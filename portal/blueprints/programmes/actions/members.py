"""Who is in a programme, and who mentors whom."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Select, delete, false, select
from sqlalchemy.orm import Session

from portal import log, tokens
from portal.clock import today
from portal.models import DoorKey, Membership, Mentoring, Person, Programme, Role
from portal.once import Changed
from portal.policy.programmes import runs_beside


class LastCoordinator(Exception):
    """Without this one nobody could run the programme."""


def open_membership(
    session: Session, person: Person, *, programme_id: UUID, role: str, cohort_id: UUID | None
) -> Membership:
    """Let the person into the programme, or in again: an ended membership is reopened."""
    member = session.scalars(
        select(Membership)
        .where(
            Membership.programme_id == programme_id,
            Membership.person_id == person.id,
            Membership.role == role,
        )
        .with_for_update()
    ).one_or_none()
    if member is None:
        member = Membership(person_id=person.id, programme_id=programme_id, role=role)
        session.add(member)
    member.ended_on = None
    member.cohort_id = cohort_id or member.cohort_id
    session.flush()
    return member


def change_membership(
    session: Session,
    member: Membership,
    *,
    by: Person,
    cohort_id: UUID | None,
    about: str,
    stamp: int | None,
    labels: Mapping[str, str],
) -> None:
    """Change a member's cohort and what an employer reads behind the name.

    Raises Changed when one of them is not as it was when the coordinator began; `labels`
    are the names of the cohorts.
    """
    if (member.cohort_id, member.about) == (cohort_id, about):
        return
    if stamp != stamp_of(member):
        saved = {"about": member.about, "cohort": str(member.cohort_id or "")}
        raise Changed(stamp_of(member), saved, {"cohort": labels})
    member.cohort_id, member.about = cohort_id, about
    session.flush()
    _log(session, "changed membership", member, by=by)


def stamp_of(member: Membership) -> int:
    """Return a number that stands for what can change about a member: the row has no stamp."""
    return int(tokens.hash_of(f"{member.cohort_id}:{member.about}")[:12], 16)


def end_membership(session: Session, member: Membership, *, by: Person) -> None:
    """End a membership, with its mentorings and its unused links to a new password.

    Raises LastCoordinator when nobody else could run the programme.
    """
    session.execute(
        select(Programme.id).where(Programme.id == member.programme_id).with_for_update()
    )
    others = runs_beside(member.programme_id, member.person_id)
    if member.role == Role.COORDINATOR and session.scalar(others.limit(1)) is None:
        raise LastCoordinator
    member.ended_on = today()
    for mentoring in session.scalars(_mentorings_of(member)):
        mentoring.ended_on = today()
    session.execute(
        delete(DoorKey).where(
            DoorKey.programme_id == member.programme_id,
            DoorKey.person_id == member.person_id,
            DoorKey.used_at.is_(None),
        )
    )
    session.flush()
    _log(session, "ended membership", member, by=by)


def reopen_membership(session: Session, member: Membership, *, by: Person) -> None:
    """Let a member in again; the mentorings of before are not begun again by themselves."""
    member.ended_on = None
    session.flush()
    _log(session, "reopened membership", member, by=by)


def add_mentoring(
    session: Session, *, programme_id: UUID, learner_id: UUID, mentor_id: UUID, by: Person | None
) -> Mentoring | None:
    """Let the mentor see the learner's work from now on; a running mentoring is kept.

    Nobody mentors herself, and only a mentor of the programme mentors: otherwise None.
    """
    if learner_id == mentor_id or not _mentors_here(session, programme_id, mentor_id):
        return None
    running = select(Mentoring).where(
        Mentoring.programme_id == programme_id,
        Mentoring.learner_id == learner_id,
        Mentoring.mentor_id == mentor_id,
        Mentoring.ended_on.is_(None),
    )
    mentoring = session.scalars(running).one_or_none()
    if mentoring:
        return mentoring
    mentoring = Mentoring(programme_id=programme_id, learner_id=learner_id, mentor_id=mentor_id)
    session.add(mentoring)
    session.flush()
    _log_mentoring(session, "began mentoring", mentoring, by=by)
    return mentoring


def end_mentoring(session: Session, mentoring: Mentoring, *, by: Person) -> None:
    """Let the mentor no longer see the learner's work."""
    mentoring.ended_on = mentoring.ended_on or today()
    session.flush()
    _log_mentoring(session, "ended mentoring", mentoring, by=by)


def _mentorings_of(member: Membership) -> Select[Mentoring]:
    side = Mentoring.mentor_id if member.role == Role.MENTOR else Mentoring.learner_id
    here = select(Mentoring).where(
        Mentoring.programme_id == member.programme_id, Mentoring.ended_on.is_(None)
    )
    mine = here.where(side == member.person_id)
    return mine if member.role != Role.COORDINATOR else mine.where(false())


def _mentors_here(session: Session, programme_id: UUID, person_id: UUID) -> bool:
    query = select(Membership.id).where(
        Membership.programme_id == programme_id,
        Membership.person_id == person_id,
        Membership.role == Role.MENTOR,
        Membership.ended_on.is_(None),
    )
    return session.scalar(query) is not None


def _log(session: Session, verb: str, member: Membership, *, by: Person | None) -> None:
    log.record(
        session,
        verb,
        person_id=by.id if by else None,
        about_id=member.person_id,
        programme_id=member.programme_id,
        subject_id=member.id,
    )


def _log_mentoring(session: Session, verb: str, mentoring: Mentoring, *, by: Person | None) -> None:
    log.record(
        session,
        verb,
        person_id=by.id if by else None,
        about_id=mentoring.learner_id,
        programme_id=mentoring.programme_id,
        subject_id=mentoring.id,
    )
