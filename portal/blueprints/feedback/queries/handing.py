"""What can be handed over: open answers and learners, and whom they can go to."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from portal.blueprints.feedback.queries.answer import with_work
from portal.blueprints.programmes.queries.load import MentorLoad, loads_of
from portal.models import Feedback, Membership, Mentoring, Person, Programme, Role
from portal.policy.feedback import visible_open_answers, visible_ties


@dataclass(frozen=True, slots=True)
class OwnTie:
    """One of a mentor's own mentorings of a learner."""

    id: UUID
    programme: str


def find_open_answer(session: Session, person: Person, feedback_id: UUID) -> Feedback | None:
    """Return an unfinished answer that the person writes, or whose programme she runs."""
    query = visible_open_answers(person).where(Feedback.id == feedback_id)
    return session.scalars(query.options(*with_work())).one_or_none()


def find_tie(session: Session, person: Person, mentoring_id: UUID) -> Mentoring | None:
    """Return a mentoring that is the person's own, or whose programme she runs."""
    query = visible_ties(person).where(Mentoring.id == mentoring_id)
    both = joinedload(Mentoring.learner), joinedload(Mentoring.mentor)
    return session.scalars(query.options(*both)).one_or_none()


def others_in(session: Session, programme_id: UUID, *but: UUID) -> list[MentorLoad]:
    """Return the programme's mentors with their load, without these people."""
    return [one for one in loads_of(session, programme_id) if one.id not in but]


def own_ties(session: Session, mentor: Person, learner_id: UUID) -> list[OwnTie]:
    """Return the running mentorings of this learner by this mentor, one per programme."""
    query = (
        select(Mentoring.id, Programme.name)
        .join(Programme, Programme.id == Mentoring.programme_id)
        .where(
            Mentoring.mentor_id == mentor.id,
            Mentoring.learner_id == learner_id,
            Mentoring.ended_on.is_(None),
        )
        .order_by(Programme.name, Mentoring.id)
    )
    return [OwnTie(*row) for row in session.execute(query)]


def member_page_of(session: Session, programme_id: UUID, learner_id: UUID) -> str:
    """Return the address of the learner's page in the coordinator's room."""
    query = select(Membership.id).where(
        Membership.programme_id == programme_id,
        Membership.person_id == learner_id,
        Membership.role == Role.LEARNER,
    )
    member_id = session.scalar(query)
    return f"/programme/people/{member_id}" if member_id else "/programme/people"
