"""Who may see and do what with feedback."""

from sqlalchemy import Select, or_, select

from portal.models import Feedback, Person, Version, Work
from portal.policy.programmes import is_mentor_in, mentors


def visible_feedback(person: Person) -> Select[Feedback]:
    """Select given feedback on works one may see, and one's own drafts.

    The coordinator does not see it; a draft is private to the mentor who writes it.
    """
    mentored = mentors(person, Work.learner_id, Work.programme_id)
    given = Feedback.given_at.is_not(None)
    return (
        select(Feedback)
        .join(Version, Version.id == Feedback.version_id)
        .join(Work, Work.id == Version.work_id)
        .where(
            or_(
                given & (Work.learner_id == person.id),
                mentored & (given | (Feedback.mentor_id == person.id)),
            )
        )
    )


def may_change_feedback(person: Person, feedback: Feedback) -> bool:
    """Only the mentor who writes it changes it, and only until it is given."""
    return (
        feedback.mentor_id == person.id
        and feedback.given_at is None
        and is_mentor_in(person, feedback.programme_id)
    )


def may_sit_at_desk(person: Person, version: Version) -> bool:
    """A mentor of the programme answers what others sent, never his own work."""
    return version.work.learner_id != person.id and is_mentor_in(person, version.programme_id)


def may_be_giving(person: Person, feedback: Feedback) -> bool:
    """The mentor who wrote it; when it is given already, a page says so."""
    return feedback.mentor_id == person.id and is_mentor_in(person, feedback.programme_id)
