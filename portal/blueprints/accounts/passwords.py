"""Passwords: kept as argon2id, checked in the same time for names that nobody has."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
SHORTEST, LONGEST = 10, 200


def hash_password(password: str) -> str:
    """Return the hash under which a password is stored (slow: never inside a write)."""
    return hasher.hash(password)


def password_fits(password_hash: str | None, password: str) -> bool:
    """Tell whether the password is right; a missing hash takes the same time."""
    try:
        return hasher.verify(password_hash or _nobodys(), password) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return hasher.hash("nobody has this password")
