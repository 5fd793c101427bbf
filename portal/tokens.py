"""Secrets that stand in addresses and cookies, and how they are stored."""

import hashlib
import hmac
import secrets


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
