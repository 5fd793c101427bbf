"""A deed is done once: keys, stamps, and what a repeat leads to."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.clock import now
from portal.models import FormKey
from portal.models.base import Stamped

KEPT = timedelta(days=30)


Labels = Mapping[str, Mapping[str, str]]


class Changed(Exception):
    """The thing changed since the person began; `theirs` is what is saved now, by field.

    `labels` says what the values of a choice mean, by field and value.
    """

    def __init__(self, stamp: int, theirs: Mapping[str, str], labels: Labels | None = None) -> None:
        """Remember the stamp and the texts that are saved now."""
        super().__init__("changed meanwhile")
        self.stamp, self.theirs, self.labels = stamp, theirs, labels or {}


class Already(Exception):
    """This very deed was done before, and nothing changed since."""


@dataclass
class Deed:
    """One deed under way: who does what by which form."""

    owner: str
    key: str
    digest: str
    repeated: bool = False
    location: str = ""
    left: int | None = None
    thing: Stamped | None = field(default=None, repr=False)


_deed: ContextVar[Deed | None] = ContextVar("deed", default=None)


def current_deed() -> Deed | None:
    """Return the deed of this request, if it has one."""
    return _deed.get()


def set_deed(deed: Deed | None) -> None:
    """Make it the deed of this request."""
    _deed.set(deed)


def look_up_deed(session: Session, deed: Deed) -> None:
    """Learn whether the deed was done before and where it led; nothing is written."""
    before = session.get(FormKey, (deed.owner, deed.key, deed.digest))
    if before:
        deed.repeated, deed.location, deed.left = True, before.location, before.left
        set_deed(deed)


def begin_deed(session: Session, deed: Deed) -> None:
    """Insert the deed, or learn that it was done before and where it led."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {"owner": deed.owner, "key": deed.key, "digest": deed.digest, "location": "", "at": now()}
    done = session.execute(
        insert(FormKey).values(row).on_conflict_do_nothing().returning(FormKey.key)
    )
    deed.repeated = False
    if done.first() is None:
        look_up_deed(session, deed)
    set_deed(deed)


def end_deed(session: Session, deed: Deed, location: str) -> None:
    """Store the page that the deed led to and the stamp that it left."""
    deed.left = deed.thing.stamp if deed.thing else None
    session.execute(
        update(FormKey)
        .where(FormKey.owner == deed.owner, FormKey.key == deed.key, FormKey.digest == deed.digest)
        .values(location=location, left=deed.left)
    )


def forget_deed(session: Session, deed: Deed) -> None:
    """Take the key away again: the answer was a refusal, so nothing was done."""
    session.execute(
        delete(FormKey).where(
            FormKey.owner == deed.owner, FormKey.key == deed.key, FormKey.digest == deed.digest
        )
    )


def check_stamp(
    thing: Stamped,
    stamp: int | None,
    *,
    theirs: Mapping[str, str] | None = None,
    labels: Labels | None = None,
) -> None:
    """Let the change go on only if the thing is as it was when the person began.

    Raises Already when this deed was done and the thing is still as it left it,
    else Changed with the texts that are saved now, by the name of their field.
    """
    deed = current_deed()
    if deed:
        deed.thing = thing
        if deed.repeated and deed.left == thing.stamp:
            raise Already
    if stamp != thing.stamp:
        raise Changed(thing.stamp, theirs or {}, labels)


def drop_old_keys(session: Session) -> None:
    """Forget deeds older than thirty days."""
    session.execute(delete(FormKey).where(FormKey.at < now() - KEPT))


def digest_of(secret: str, parts: Iterable[tuple[str, str]]) -> str:
    """Return the HMAC-SHA256 (hex) of names and values, each with its length."""
    mac = hmac.new(secret.encode(), b"deed", hashlib.sha256)
    for name, value in parts:
        for text in (name.encode("utf-8", "replace"), value.encode("utf-8", "replace")):
            mac.update(len(text).to_bytes(8, "big") + text)
    return mac.hexdigest()


@dataclass(frozen=True, slots=True)
class Key:
    """What the key of a page says: a random part, the visit and the person."""

    random: str
    visit_id: UUID
    person_id: UUID


def make_key(secret: str, visit_id: UUID, person_id: UUID) -> str:
    """Sign a new key for a page: 8 random bytes, visit, person, 16 bytes of HMAC, as base64."""
    body = secrets.token_bytes(8) + visit_id.bytes + person_id.bytes
    return _b64(body + _sign(secret, body))


def read_key(secret: str, text: str) -> Key | None:
    """Return what the key says, or None when it is not ours."""
    raw = _unb64(text)
    if len(raw) != 56 or not hmac.compare_digest(raw[40:], _sign(secret, raw[:40])):
        return None
    return Key(raw[:8].hex(), UUID(bytes=raw[8:24]), UUID(bytes=raw[24:40]))


def _sign(secret: str, body: bytes) -> bytes:
    return hmac.new(secret.encode(), b"key" + body, hashlib.sha256).digest()[:16]


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
