"""The mails of the demo, as their readers would see them, with links that lead into the demo."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models import Mail
from portal.typed import trim_address

PAGE = 10
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class ReadMail:
    """One mail as it is read."""

    address: str
    subject: str
    at: datetime
    html: Markup


def mails(session: Session, *, skip: int = 0) -> Sequence[ReadMail]:
    """Return one page of mails, and one more, newest first."""
    query = select(Mail).order_by(Mail.created_at.desc(), Mail.id.desc())
    rows = session.scalars(query.offset(skip).limit(PAGE + 1))
    return [ReadMail(row.address, row.subject, row.created_at, as_html(row.body)) for row in rows]


def as_html(body: str) -> Markup:
    """Show a mail's text; an address leads to its path here, wherever the demo runs now."""
    paragraphs = (part for part in body.split("\n\n") if part.strip())
    return Markup("").join(
        Markup('<p dir="auto">{}</p>').format(_linked(part.strip())) for part in paragraphs
    )


def _linked(text: str) -> Markup:
    parts, done = [], 0
    for match in _ADDRESS.finditer(text):
        address = trim_address(match.group())
        parts += [_lines(text[done : match.start()]), _link(address)]
        done = match.start() + len(address)
    return Markup("").join([*parts, _lines(text[done:])])


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def _link(address: str) -> Markup:
    parts = urlsplit(address)
    path = parts._replace(scheme="", netloc="").geturl() or "/"
    return Markup('<a href="{}">{}</a>').format(path, address)
