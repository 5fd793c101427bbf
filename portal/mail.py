"""Plain mails: written in a transaction, sent by a job, each once."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.errors import HeaderParseError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy, default
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal import jobs
from portal.clock import now
from portal.config import Settings
from portal.ids import new_id
from portal.jobs import Tools, job
from portal.models import Mail

KEPT, WHOLE = timedelta(days=90), timedelta(days=30)
CODES = ("code:", "prove:")  # how the once keys of messages begin that hold a code


def write_mail(
    session: Session,
    *,
    once_key: str,
    address: str,
    subject: str,
    body: str,
    person_id: UUID | None = None,
    stop_path: str | None = None,
) -> None:
    """Write a mail into this transaction; the same key is never written twice.

    `stop_path` is the page that stops mails like this with one press.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {
        "id": new_id(),
        "created_at": now(),
        "once_key": once_key,
        "person_id": person_id,
        "channel": "mail",
        "address": address,
        "subject": " ".join(subject.split()),
        "body": body,
        "stop_path": stop_path,
    }
    new = session.execute(insert(Mail).values(row).on_conflict_do_nothing().returning(Mail.id))
    mail_id = new.scalar()
    if mail_id:
        jobs.enqueue(session, "mail.send", subject_id=mail_id)


def drop_old_mails(session: Session) -> None:
    """Forget mails and texts that went out three months ago: they name people and works."""
    session.execute(delete(Mail).where(Mail.sent_at < now() - KEPT))


def empty_old_mails(session: Session) -> None:
    """Forget what mails and texts said that went out a month ago: links among it."""
    old = Mail.sent_at < now() - WHOLE, Mail.body != ""
    session.execute(update(Mail).where(*old).values(body=""))


def note_sent(session: Session, mail_id: UUID) -> None:
    """Note that a mail or text is out; a code in it is forgotten at once."""
    mail = session.get_one(Mail, mail_id)
    mail.sent_at = now()
    if mail.once_key.startswith(CODES):
        mail.body = ""


@job("mail.send")
def send(tools: Tools, mail_id: UUID) -> None:
    """Send one mail, unless it is sent already."""
    with tools.reading() as session:
        mail = session.scalar(select(Mail).where(Mail.id == mail_id, Mail.sent_at.is_(None)))
    if mail is None:
        return
    deliver(tools.settings, mail)
    with tools.writing() as session:
        note_sent(session, mail_id)


def deliver(settings: Settings, mail: Mail) -> None:
    """Hand the mail to the server or the folder that `PORTAL_MAIL_URL` names."""
    message = _message(settings, mail)
    url = urlsplit(settings.mail_url)
    if url.scheme == "file":
        folder = Path(unquote(url.path))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{mail.id}.eml").write_bytes(message.as_bytes())
        return
    with _server(settings.mail_url) as server:
        server.send_message(message)


class _Whole(UnstructuredHeader, BaseHeader):
    """A line of the head that is never folded or encoded: an address must stay as it is."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADS = HeaderRegistry()
_HEADS.map_to_type("list-unsubscribe", _Whole)
_POLICY = default.clone(header_factory=_HEADS)


def _message(settings: Settings, mail: Mail) -> EmailMessage:
    host = urlsplit(settings.base_url).hostname or "localhost"
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address("Foothold", "no-reply", host)
    message["To"] = _one_address(mail.address)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = f"<{mail.id}@{host}>"  # the same when it is sent again
    message["Auto-Submitted"] = "auto-generated"
    if mail.stop_path:  # RFC 8058
        message["List-Unsubscribe"] = f"<{settings.base_url}{mail.stop_path}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.body)
    return message


def _one_address(text: str) -> Address:
    try:
        address = Address(addr_spec=text)
    except (ValueError, HeaderParseError, IndexError) as trouble:
        raise jobs.GiveUp("This is not an e-mail address.") from trouble
    if not address.domain:
        raise jobs.GiveUp("This is not an e-mail address.")
    return address


@contextmanager
def _server(address: str) -> Iterator[smtplib.SMTP]:
    url = urlsplit(address)
    secure = ssl.create_default_context()
    host, port = url.hostname or "localhost", url.port
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port or 465, timeout=20, context=secure)
    else:
        server = smtplib.SMTP(host, port or 25, timeout=20)
    with server:
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=secure)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        yield server


def knock(settings: Settings) -> None:
    """Connect to the mail server and sign in, without sending anything; raises OSError."""
    with _server(settings.mail_url) as server:
        server.noop()
