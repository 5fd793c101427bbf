"""The mail with the receipt."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_time
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal import dates
from portal.blueprints.notices.actions import News, once_key, tell
from portal.jobs import Tools, job
from portal.models import Version, VersionFile, Work
from portal.sizes import say_size
from portal.words import gettext as _
from portal.words import language


@job("work.receipt")
def mail_receipt(tools: Tools, version_id: UUID) -> None:
    """Tell the learner what was sent, when, and by when an answer is promised."""
    query = (
        select(Version)
        .where(Version.id == version_id, Version.sent_at.is_not(None))
        .options(
            joinedload(Version.work).joinedload(Work.learner),
            selectinload(Version.files).joinedload(VersionFile.media),
        )
    )
    with tools.writing() as session:
        version = session.scalar(query)
        if version is None:  # taken back meanwhile
            return
        learner = version.work.learner
        key = f"{once_key('receipt', version.id, learner.id)}:{version.receipt}"
        tell(session, tools.settings, learner, once_key=key, news=lambda: receipt_news(version))


def receipt_news(version: Version) -> News:
    """Say what the receipt says, in the language spoken now."""
    work = version.work
    sent = _exactly(version.sent_at, work.learner.zone) if version.sent_at else ""
    sentences = [
        _("You sent “%(title)s”, version %(number)s.", title=work.title, number=version.number),
        _("Receipt: %(receipt)s. Sent: %(time)s.", receipt=version.receipt, time=sent),
    ]
    if version.files:
        files = [f"- {file.media.name}, {say_size(file.media.bytes)}" for file in version.files]
        sentences.append("\n".join([_("Files that arrived:"), *files]))
    if work.promised_on:
        sentences.append(_("An answer is promised by %(day)s.", day=dates.day(work.promised_on)))
    return News(
        subject=_("Received: %(title)s", title=work.title),
        paragraphs=tuple(sentences),
        path=f"/work/{work.id}",
    )


def _exactly(moment: datetime, zone: str) -> str:
    """Say a moment so that it is still true when the mail is read next year."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{dates.long_day(local.date())}, {format_time(local, 'short', locale=language())}"
