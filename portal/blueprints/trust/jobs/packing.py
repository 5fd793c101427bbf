"""Packing an export, later: it may take minutes."""

from uuid import UUID

from portal.blueprints.trust.exporting import actions
from portal.blueprints.trust.exporting.packing import TYPE, packed
from portal.jobs import Tools, job
from portal.models import Export


@job("trust.pack")
def pack(tools: Tools, export_id: UUID) -> None:
    """Pack all that is hers; when nobody waits for it any more, no file stays behind."""
    key = actions.key_of(export_id)
    with tools.reading() as session:
        export = session.get(Export, export_id)
    if export is None:
        tools.storage.delete(key)
    if export is None or export.state != "waiting":
        return
    with packed(tools, export.person_id) as file:
        tools.storage.put(key, file, TYPE)
    size = tools.storage.size(key)
    with tools.writing() as session:
        wanted = actions.note_packed(session, tools.settings, export_id, size=size)
    if not wanted:
        tools.storage.delete(key)
