"""Asking for an export, and what becomes of it."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import jobs, log
from portal.blueprints.notices.letters import Letter, write_letter
from portal.blueprints.trust.exporting.queries import waiting_export
from portal.clock import now
from portal.config import Settings
from portal.ids import new_id
from portal.models import Export, Person
from portal.words import gettext as _

DAYS = 7


def ask_for_export(session: Session, person: Person) -> Export:
    """Let a job pack all that is hers; while one waits there is no second."""
    session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    before = waiting_export(session, person)
    if before:
        return before
    export = Export(id=new_id(), person_id=person.id, ends_at=now() + timedelta(days=DAYS))
    export.key = key_of(export.id)  # known from the start: whoever ends it finds the file
    session.add(export)
    session.flush()
    jobs.enqueue(session, "trust.pack", subject_id=export.id, once_key=f"export:{export.id}")
    log.record(session, "asked for export", person_id=person.id, about_id=person.id)
    return export


def key_of(export_id: UUID) -> str:
    """Return the key under which the packed file is stored."""
    return f"exports/{export_id}"


def note_packed(session: Session, settings: Settings, export_id: UUID, *, size: int) -> bool:
    """Note that it is ready, tell her, and let older ones end; false when nobody waits for it."""
    export = session.get(Export, export_id, with_for_update=True)
    if export is None or export.state != "waiting":
        return export is not None
    export.state, export.bytes = "ready", size
    export.ends_at = now() + timedelta(days=DAYS)
    session.flush()
    _end_older(session, export)
    person = session.get_one(Person, export.person_id)
    key = f"export:{export.id}"
    write_letter(session, settings, person, once_key=key, letter=_letter)
    return True


def _end_older(session: Session, export: Export) -> None:
    older = select(Export).where(
        Export.person_id == export.person_id, Export.id != export.id, Export.ends_at > now()
    )
    for other in session.scalars(older):
        other.ends_at = now()


def _letter() -> Letter:
    return Letter(
        _("All that is yours is packed"),
        (
            _("You can take it home for seven days. Nobody else can."),
            _("Here it is, after you have signed in:"),
        ),
        "/exports/",
    )
