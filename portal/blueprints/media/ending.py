"""The end of files on their way: a day after the last part, parts and rows are gone."""

from sqlalchemy import select

from portal.blueprints.media.arriving import forget_upload, keys_of_parts
from portal.clock import now
from portal.jobs import Tools
from portal.models import Upload


def drop_past_uploads(tools: Tools) -> None:
    """Delete files first, so that a kill between the two leaves none behind."""
    with tools.reading() as session:
        past = session.scalars(select(Upload.id).where(Upload.ends_at < now())).all()
    for upload_id in past:
        with tools.reading() as session:
            keys = keys_of_parts(session, upload_id)
        for key in keys:
            tools.storage.delete(key)
        with tools.writing() as session:
            forget_upload(session, upload_id)
