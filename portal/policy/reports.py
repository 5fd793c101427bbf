"""Who may see and do what with reports, and with the words that they are about."""

from typing import Protocol
from uuid import UUID

from sqlalchemy import Select, or_, select

from portal.models import Addition, Feedback, Note, Person, Reply, Report, Role
from portal.policy.feedback import visible_feedback
from portal.policy.notes import visible_notes
from portal.policy.programmes import has_role, programmes_of


class Written(Protocol):
    """Words with somebody who wrote them."""

    @property
    def author_id(self) -> UUID:
        """Return by whom."""


def visible_replies(person: Person) -> Select[Reply]:
    """Select the replies under the notes that one sees."""
    notes = visible_notes(person).with_only_columns(Note.id)
    return select(Reply).where(Reply.note_id.in_(notes))


def visible_additions(person: Person) -> Select[Addition]:
    """Select what was added to the answers that one sees."""
    answers = visible_feedback(person).with_only_columns(Feedback.id)
    return select(Addition).where(Addition.feedback_id.in_(answers))


def visible_reports(person: Person) -> Select[Report]:
    """Select one's own reports, and those to the programmes that one runs."""
    run = programmes_of(person, Role.COORDINATOR)
    return select(Report).where(or_(Report.person_id == person.id, Report.programme_id.in_(run)))


def may_report(person: Person, words: Written) -> bool:
    """Whoever reads what somebody else wrote may report it."""
    return words.author_id != person.id


def may_answer_report(person: Person, report: Report) -> bool:
    """A coordinator of the programme answers, hides the words, or shows them again."""
    return has_role(person, report.programme_id, Role.COORDINATOR)
