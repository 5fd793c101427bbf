"""Telling a person what is new; called by the jobs of other capabilities, in their transaction."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal import jobs, words
from portal.blueprints.notices import wording
from portal.blueprints.notices.quiet import when_permitted
from portal.clock import now
from portal.ids import new_id
from portal.models import News, Notice, Person


def tell(
    session: Session,
    person: Person,
    *,
    kind: News,
    subject_id: UUID,
    path: str,
    says: Mapping[str, Any],
    programme_id: UUID | None = None,
    about_id: UUID | None = None,
) -> None:
    """Write the notice, once, and have it mailed or texted as she wishes, when she permits.

    `says` holds the names and titles that the kind's sentence in `wording` needs. What names a
    learner to a mentor carries `about_id` and `programme_id`: he is told only while he mentors her.
    """
    with words.speaking(person.language):
        wording.line(kind, says)  # a missing name fails here, in the job, and not on her page
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {
        "id": new_id(),
        "created_at": now(),
        "person_id": person.id,
        "kind": kind,
        "subject_id": subject_id,
        "path": path,
        "says": dict(says),
        "programme_id": programme_id,
        "about_id": about_id,
    }
    new = session.execute(insert(Notice).values(row).on_conflict_do_nothing().returning(Notice.id))
    notice_id = new.scalar()
    if notice_id:
        at = when_permitted(person, now())
        jobs.enqueue(session, "notices.deliver", subject_id=notice_id, run_at=at)


def occasion(subject_id: UUID, *when: object) -> UUID:
    """Return an id for this subject on this occasion: it is told again on another."""
    return uuid5(subject_id, " ".join(map(str, when)))
