"""The one small tree of errors. Edges translate a `code` into a status or an utterance."""

from typing import Any, ClassVar


class ParkError(Exception):
    """Something that was asked for and cannot be done. `details` are safe to show to the asker."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str = "", **details: Any) -> None:
        super().__init__(message or self.code)
        self.details = details


class Unauthorized(ParkError):
    """No key or token, or none that is valid. Says nothing about which."""

    code = "unauthorized"


class NotFound(ParkError):
    code = "not_found"


class Invalid(ParkError):
    """The request itself makes no sense."""

    code = "invalid"


class Conflict(ParkError):
    """The request made sense, but not in the present state."""

    code = "conflict"


class Refused(ParkError):
    """A rule of the park says no."""

    code = "refused"


class IllegalTransition(Conflict):
    code = "illegal_transition"


class IdempotencyMismatch(Conflict):
    """The same idempotency key came with another body."""

    code = "idempotency_mismatch"
