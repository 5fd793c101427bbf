"""Sizes of files as people say them."""

from babel.numbers import format_decimal

from portal.dates import locale
from portal.words import gettext as _


def say_size(count: int) -> str:
    """Say a number of bytes in KB or MB of 1,000."""
    if count < 1_000_000:
        return _("%(size)s KB", size=max(1, round(count / 1000)))
    return _("%(size)s MB", size=format_decimal(count / 1_000_000, "0.0", locale()))
