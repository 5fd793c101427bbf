"""The end of exports: after a week row and file are gone."""

from sqlalchemy import delete, select

from portal.clock import now
from portal.jobs import Tools
from portal.models import Export


def drop_past_exports(tools: Tools) -> None:
    """Delete files first, so that a kill between the two leaves none behind."""
    with tools.reading() as session:
        past = session.execute(select(Export.id, Export.key).where(Export.ends_at < now())).all()
    for _export_id, key in past:
        if key:
            tools.storage.delete(key)
    with tools.writing() as session:
        session.execute(delete(Export).where(Export.id.in_([export.id for export in past])))
