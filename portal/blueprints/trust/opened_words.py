"""The sentences of the log: who opened what."""

from dataclasses import dataclass
from datetime import datetime

from portal import dates
from portal.blueprints.work.saying import isolated
from portal.log import Opened
from portal.words import gettext as _
from portal.words import ngettext


@dataclass(frozen=True, slots=True)
class Row:
    """What a line knows: what was opened, by whom, and how the thing is called today."""

    what: str
    name: str | None
    title: str | None
    number: int | None
    file: str | None
    reflected_at: datetime | None


def say_opened(row: Row, zone: str) -> str:
    """Say in a sentence who opened what."""
    name = isolated(row.name) if row.name else _("Somebody who left")
    if row.what == Opened.LEARNER:
        return _("%(name)s opened the page about you.", name=name)
    if row.what == Opened.REPORTED:
        return _("%(name)s read words of yours that were reported.", name=name)
    if row.title is not None:
        return _of_work(row, name, isolated(row.title))
    if row.file is not None:
        return _("%(name)s opened your file %(file)s.", name=name, file=isolated(row.file))
    if row.reflected_at is not None:
        day = dates.day(dates.local_day(row.reflected_at, zone))
        return _("%(name)s read your reflection of %(day)s.", name=name, day=day)
    return _("%(name)s opened something that is not here any more.", name=name)


def _of_work(row: Row, name: str, title: str) -> str:
    values = {"name": name, "title": title, "number": row.number}
    if row.what == Opened.DRAFT:
        return _("%(name)s opened your draft of %(title)s, by your question.", **values)
    if row.what == Opened.QUESTION:
        return _("%(name)s read your question about %(title)s.", **values)
    if row.what == Opened.WORK:
        return _("%(name)s opened the page of %(title)s.", **values)
    if row.what == Opened.ANSWER:
        return _("%(name)s opened the answer to version %(number)s of %(title)s.", **values)
    return _("%(name)s opened version %(number)s of %(title)s.", **values)


def say_link_opened(label: str, times: int) -> str:
    """Say how often a link was opened on a day; nothing else is known."""
    return ngettext(
        "Your link %(label)s was opened once.",
        "Your link %(label)s was opened %(num)s times.",
        times,
        label=isolated(label),
    )
