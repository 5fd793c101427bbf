"""The address that stops some kinds of mail for one person, with no sign-in."""

import base64
import binascii
import hmac
from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from portal.models import News


def stop_path(secret_key: str, person_id: UUID, kinds: Iterable[News]) -> str:
    """Return the path of the page that stops mails of these kinds to this person."""
    body = person_id.bytes + ",".join(kinds).encode()
    token = base64.urlsafe_b64encode(_sign(secret_key, body) + body).rstrip(b"=").decode()
    return f"/notices/stop/{token}"


def read_stop(secret_key: str, token: str) -> tuple[UUID, list[News]] | None:
    """Return whose mails of which kinds the token stops, or None when it is not ours."""
    try:
        raw = base64.urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    mac, body = raw[:16], raw[16:]
    if not hmac.compare_digest(mac, _sign(secret_key, body)):
        return None
    return UUID(bytes=body[:16]), [News(kind) for kind in body[16:].decode().split(",")]


def _sign(secret_key: str, body: bytes) -> bytes:
    return hmac.new(secret_key.encode(), b"stop" + body, sha256).digest()[:16]
