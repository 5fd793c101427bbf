"""Who may see and do what with notes and replies."""

from sqlalchemy import Select, or_, select

from portal.models import Feedback, Note, Person, Version, Work
from portal.policy.feedback import may_change_feedback
from portal.policy.programmes import mentors


def visible_notes(person: Person) -> Select[Note]:
    """Select the notes of the feedback that one sees: given, or one's own draft."""
    mentored = mentors(person, Work.learner_id, Work.programme_id)
    given = Feedback.given_at.is_not(None)
    return (
        select(Note)
        .join(Feedback, Feedback.id == Note.feedback_id)
        .join(Version, Version.id == Note.version_id)
        .join(Work, Work.id == Version.work_id)
        .where(
            or_(
                given & (Work.learner_id == person.id),
                mentored & (given | (Feedback.mentor_id == person.id)),
            )
        )
    )


def may_change_note(person: Person, note: Note) -> bool:
    """The mentor changes a note while his answer is a draft."""
    return may_change_feedback(person, note.feedback)


def may_reply(person: Person, note: Note) -> bool:
    """The learner and the mentors who see a given note reply under it."""
    return note.feedback.given_at is not None


def may_mark_note(person: Person, note: Note) -> bool:
    """The learner says whether a note is done."""
    return note.feedback.given_at is not None and note.feedback.version.work.learner_id == person.id


def may_write_note(person: Person, note: Note) -> bool:
    """The mentor who wrote a note may try: when it is given meanwhile, a page says so."""
    return note.feedback.mentor_id == person.id
