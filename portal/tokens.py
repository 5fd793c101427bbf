"""Secrets that stand in addresses and cookies, and how they are stored."""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID


def new_secret() -> str:
    """Make a secret of 128 random bits that may stand in an address."""
    return secrets.token_urlsafe(16)


def hash_of(secret: str) -> str:
    """Return the SHA-256 (hex) under which a secret is stored."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def keyed_hash(server_key: str, *parts: str) -> str:
    """Return HMAC-SHA256 (hex) of the parts with the server's key."""
    text = "\x1f".join(parts).encode("utf-8", "replace")
    return hmac.new(server_key.encode(), text, hashlib.sha256).hexdigest()


def share_secret(server_key: str, share_id: UUID, epoch: int) -> str:
    """Return the secret in a share link's address: the same each time, so she can copy it again."""
    text = f"share\x1f{share_id}\x1f{epoch}".encode()
    digest = hmac.new(server_key.encode(), text, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()
