"""Passwords of staff: argon2id. Each call costs some 50 ms of a core: make it in a thread."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from services.kit.errors import Invalid

SHORTEST, LONGEST = 10, 200

_hasher = PasswordHasher()
_NOBODYS = (
    "$argon2id$v=19$m=65536,t=3,p=4$MDEyMzQ1Njc4OWFiY2RlZg"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)
"""Costs what a real one costs, and no password opens it."""


class PasswordUnfit(Invalid):
    """Too short or too long. `details`: `shortest`, `longest`."""

    code = "password_unfit"

    def __init__(self) -> None:
        super().__init__(
            f"a password has {SHORTEST} to {LONGEST} characters",
            shortest=SHORTEST,
            longest=LONGEST,
        )


def hashed(password: str) -> str:
    """Raises PasswordUnfit."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordUnfit
    return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed. None, for a login that nobody has, takes as
    long as any other and is False."""
    try:
        return _hasher.verify(password_hash or _NOBODYS, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
