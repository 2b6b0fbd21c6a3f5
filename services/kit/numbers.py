"""Numbers that people see: short, not to be walked, and saying their kind: O-7K3M9Q."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which are misread."""

LENGTH = 6


def new_number(kind: str) -> str:
    """A random number of one `kind` letter: O order, T ticket, V visit. 2^30 of each."""
    return f"{kind}-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
