"""The short code that proves a sending."""

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that look or sound like another


def new_receipt() -> str:
    """Make a code such as K7QF-93XM, easy to read out on the phone."""
    code = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{code[:4]}-{code[4:]}"
