"""Who may see and do what with feedback."""

from sqlalchemy import Select, or_, select

from portal.models import Away, Feedback, Mentoring, Person, Phrase, Role, Version, Work
from portal.policy.programmes import has_role, is_mentor_in, mentors, programmes_of


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


def is_left(version: Version) -> bool:
    """Tell whether an unfinished answer was left behind by who no longer mentors the learner."""
    feedback = version.feedback
    return (
        feedback is not None
        and feedback.given_at is None
        and all(one.mentor_id != feedback.mentor_id for one in version.work.mentorings)
    )


def may_take_over(person: Person, version: Version) -> bool:
    """A mentor goes on with an answer that was left behind."""
    return version.sent_at is not None and may_sit_at_desk(person, version) and is_left(version)


def may_hand_over_answer(person: Person, feedback: Feedback) -> bool:
    """Who writes an answer hands it over until it is given, and so does the coordinator."""
    runs = has_role(person, feedback.programme_id, Role.COORDINATOR)
    return feedback.given_at is None and (may_change_feedback(person, feedback) or runs)


def may_hand_over_learner(person: Person, mentoring: Mentoring) -> bool:
    """A mentor hands his own learner over, a coordinator anybody's, while the mentoring runs."""
    own = mentoring.mentor_id == person.id and is_mentor_in(person, mentoring.programme_id)
    runs = has_role(person, mentoring.programme_id, Role.COORDINATOR)
    return mentoring.ended_on is None and (own or runs)


def may_add_to_answer(person: Person, feedback: Feedback) -> bool:
    """Who gave an answer adds to it, as long as he mentors there."""
    return (
        feedback.given_at is not None
        and feedback.mentor_id == person.id
        and is_mentor_in(person, feedback.programme_id)
    )


def visible_open_answers(person: Person) -> Select[Feedback]:
    """Select the unfinished answers that the person writes, or whose programme she runs."""
    return select(Feedback).where(
        Feedback.given_at.is_(None),
        or_(
            Feedback.mentor_id == person.id,
            Feedback.programme_id.in_(programmes_of(person, Role.COORDINATOR)),
        ),
    )


def visible_ties(person: Person) -> Select[Mentoring]:
    """Select the mentorings in which the person mentors, or whose programme she runs."""
    return select(Mentoring).where(
        or_(
            Mentoring.mentor_id == person.id,
            Mentoring.programme_id.in_(programmes_of(person, Role.COORDINATOR)),
        )
    )


def visible_phrases(person: Person) -> Select[Phrase]:
    """Select one's own phrases: nobody else sees them."""
    return select(Phrase).where(Phrase.mentor_id == person.id)


def visible_aways(person: Person) -> Select[Away]:
    """Select one's own days away."""
    return select(Away).where(Away.mentor_id == person.id)
