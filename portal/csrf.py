"""Tokens against forged forms, masked so that a compressed page does not give them away."""

import base64
import binascii
import secrets

from flask import g, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError


def page_token(secret_key: str) -> str:
    """Return this page's token: Flask-WTF's, masked with random bytes (against BREACH)."""
    if "page_token" not in g:
        raw = generate_csrf(secret_key).encode()
        mask = secrets.token_bytes(16)
        g.page_token = base64.urlsafe_b64encode(mask + _masked(raw, mask)).decode()
    return str(g.page_token)


def token_is_good(secret_key: str) -> bool:
    """Tell whether the form came with a token of this browser's session."""
    text = request.form.get("token") or request.headers.get("X-Token", "")
    try:
        raw = base64.urlsafe_b64decode(text.encode())
        validate_csrf(_masked(raw[16:], raw[:16]).decode(), secret_key)
    except (binascii.Error, ValueError, ValidationError):
        return False
    return True


def foreign() -> bool:
    """Tell whether another site sent this; our own no-referrer causes `Origin: null`: absent."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin", "null")
    return origin != "null" and origin.partition("://")[2] != request.host


def _masked(text: bytes, mask: bytes) -> bytes:
    return bytes(byte ^ mask[place % 16] for place, byte in enumerate(text)) if mask else b""
