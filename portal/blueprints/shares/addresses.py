"""The secret in the address of a share link: made from the server's key, never stored."""

import base64
from datetime import date
from uuid import UUID

from portal.tokens import keyed_hash


def secret_of(server_key: str, share_id: UUID, epoch: int) -> str:
    """Return the 128 bits that open the link, the same each time she copies them."""
    digest = bytes.fromhex(keyed_hash(server_key, "share", str(share_id), str(epoch)))
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def path_of(secret: str) -> str:
    """Return the path that an employer opens."""
    return f"/p/{secret}"


def in_three_months(day: date) -> date:
    """Return the day three months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + 3, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return day
