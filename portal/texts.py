"""Text messages: short, written in a transaction, sent by a job, each once.

A text never holds anything of anybody's work: a phone shows it to whoever looks at it.
"""

import base64
import http.client
import json
import ssl
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal import jobs
from portal.clock import now
from portal.config import Settings
from portal.ids import new_id
from portal.jobs import Tools, job
from portal.mail import note_sent
from portal.models import Mail

BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)  # GSM 03.38: 7 bits each
DOUBLE = set("^{}[]~\\|€")  # of its second table: 14 bits each
LONGEST_BASIC, LONGEST_OTHER = 160, 70
PATIENCE = 10.0  # seconds
TRY_AGAIN = {408, 425, 429}


def write_text(
    session: Session,
    *,
    once_key: str,
    phone: str,
    words: str,
    link: str = "",
    person_id: UUID | None = None,
) -> None:
    """Write a text message into this transaction; the same key is never written twice.

    Too many words are shortened; the link is never cut.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {
        "id": new_id(),
        "created_at": now(),
        "once_key": once_key,
        "person_id": person_id,
        "channel": "text",
        "address": phone,
        "subject": "",
        "body": fit(words, link),
    }
    new = session.execute(insert(Mail).values(row).on_conflict_do_nothing().returning(Mail.id))
    text_id = new.scalar()
    if text_id:
        jobs.enqueue(session, "texts.send", subject_id=text_id)


def fits(text: str) -> bool:
    """Tell whether the text is one message: 160 basic letters, or 70 of any other kind."""
    if set(text) <= BASIC | DOUBLE:
        return len(text) + sum(letter in DOUBLE for letter in text) <= LONGEST_BASIC
    return len(text.encode("utf-16-le")) // 2 <= LONGEST_OTHER


def fit(words: str, link: str = "") -> str:
    """Shorten the words, by whole words, until they fit into one message with the link."""
    parts = words.split()
    whole = " ".join([*parts, link]).strip()
    while parts and not fits(whole):
        parts.pop()
        shortened = [" ".join(parts) + "..."] if parts else []
        whole = " ".join([*shortened, link]).strip()
    return whole


@job("texts.send")
def send(tools: Tools, text_id: UUID) -> None:
    """Send one text message, unless it is sent already."""
    with tools.reading() as session:
        text = session.scalar(select(Mail).where(Mail.id == text_id, Mail.sent_at.is_(None)))
    if text is None:
        return
    deliver(tools.settings, text)
    with tools.writing() as session:
        note_sent(session, text_id)


def deliver(settings: Settings, text: Mail) -> None:
    """Hand the text to the provider or the folder that `PORTAL_TEXT_URL` names."""
    url = urlsplit(settings.text_url)
    if url.scheme == "file":
        folder = Path(unquote(url.path))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{text.id}.txt").write_text(f"{text.address}\n{text.body}\n", encoding="utf-8")
        return
    status = _post(settings.text_url, text)
    if 400 <= status < 500 and status not in TRY_AGAIN:
        raise jobs.GiveUp(f"The provider of text messages refused this one ({status}).")
    if not 200 <= status < 300:
        raise OSError(f"The provider of text messages answered {status}.")


def _post(address: str, text: Mail) -> int:
    url = urlsplit(address)
    host, patience = url.hostname or "", PATIENCE
    if url.scheme == "https":
        secure = ssl.create_default_context()
        line: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, url.port, timeout=patience, context=secure
        )
    else:
        line = http.client.HTTPConnection(host, url.port, timeout=patience)
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(text.id)}
    if url.username:
        pair = f"{unquote(url.username)}:{unquote(url.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    try:
        body = json.dumps({"to": text.address, "text": text.body}).encode()
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        line.request("POST", path, body=body, headers=headers)
        return line.getresponse().status
    finally:
        line.close()
